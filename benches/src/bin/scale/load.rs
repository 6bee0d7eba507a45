//! How busy the machine was with other programs while a size was measured.

use std::error::Error;
use std::fs;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use nix::unistd::{SysconfVar, sysconf};

/// The processor time of all programs up to a moment, in seconds.
pub struct Load {
    busy: f64,
    idle: f64,
    /// The part of `busy` that this program and those it has started and waited for took.
    own: f64,
}

impl Load {
    /// Reads it from the kernel.
    pub fn now() -> Result<Load, Box<dyn Error>> {
        let text = fs::read_to_string("/proc/stat")?;
        let first = text.lines().next().unwrap_or_default();
        let ticks = first.split_whitespace().skip(1).map(str::parse::<f64>);
        let ticks = ticks.collect::<Result<Vec<f64>, _>>()?;
        let [
            user,
            nice,
            system,
            idle,
            waiting,
            interrupts,
            soft,
            stolen,
            ..,
        ] = ticks[..]
        else {
            return Err("/proc/stat has another format".into());
        };
        let per_second = sysconf(SysconfVar::CLK_TCK)?.unwrap_or(100) as f64;
        let mut own = 0.0;
        for who in [UsageWho::RUSAGE_SELF, UsageWho::RUSAGE_CHILDREN] {
            let usage = getrusage(who)?;
            own += seconds(usage.user_time()) + seconds(usage.system_time());
        }
        Ok(Load {
            busy: (user + nice + system + interrupts + soft + stolen) / per_second,
            idle: (idle + waiting) / per_second,
            own,
        })
    }

    /// Returns the share of the processor time since an earlier moment that other programs took, from 0 to 1.
    pub fn others_since(&self, earlier: &Load) -> f64 {
        let busy = self.busy - earlier.busy;
        let all = busy + self.idle - earlier.idle;
        let others = busy - (self.own - earlier.own);
        if all > 0.0 {
            (others / all).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// Returns a time of the kernel in seconds.
pub fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_time_is_not_that_of_others() {
        let earlier = Load {
            busy: 100.0,
            idle: 50.0,
            own: 10.0,
        };
        let later = Load {
            busy: 106.0,
            idle: 52.0,
            own: 14.0,
        };
        assert_eq!(later.others_since(&earlier), 0.25);
    }
}
