//! `reportage completions`: prints completion scripts for shells.

use std::io::Write;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::failure::{Failure, Outcome};
use crate::output;

/// Print a completion script for a shell
///
/// Completes commands, flags and fixed values, but not facet values, languages and ids, which differ between indexes.
#[derive(Args)]
#[command(after_help = INSTALL)]
pub struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const INSTALL: &str = "\
To enable completion in every new shell:
  reportage completions bash > ~/.local/share/bash-completion/completions/reportage
  reportage completions zsh > ~/.zfunc/_reportage         # with fpath+=~/.zfunc before compinit in ~/.zshrc
  reportage completions fish > ~/.config/fish/completions/reportage.fish
  reportage completions powershell >> $PROFILE
  reportage completions elvish >> ~/.config/elvish/rc.elv";

/// Prints the script for `program`, the definition of all commands.
pub fn run(arguments: &Arguments, program: Command) -> Result<Outcome, Failure> {
    let mut out = output::stdout();
    out.write_all(&script(arguments.shell, program))?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn script(shell: Shell, mut program: Command) -> Vec<u8> {
    let name = program.get_name().to_owned();
    // `generate` panics if its writer fails; writing to a vector cannot fail.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program, name, &mut script);
    script
}

#[cfg(test)]
mod tests {
    use std::process::{Command as Process, Stdio};

    use clap::{CommandFactory, ValueEnum};

    use super::*;

    #[test]
    fn each_shell_completes_every_command_that_help_lists_and_its_flags() {
        let program = crate::Arguments::command();
        for &shell in Shell::value_variants() {
            let script = String::from_utf8(script(shell, program.clone())).unwrap();
            for command in program.get_subcommands().filter(|c| !c.is_hide_set()) {
                assert!(script.contains(command.get_name()), "{shell}: {command}");
            }
            assert!(script.contains("per-report"), "{shell}");
        }
    }

    #[test]
    fn bash_reads_its_script_without_an_error() {
        let bash = Process::new("bash")
            .arg("-n")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        // Skips systems without bash.
        let Ok(mut bash) = bash else { return };
        let script = script(Shell::Bash, crate::Arguments::command());
        bash.stdin.take().unwrap().write_all(&script).unwrap();
        let read = bash.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(read.stderr).unwrap(), "");
        assert!(read.status.success());
    }
}
