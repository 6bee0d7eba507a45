//! `reportage completions`: prints completion scripts for shells.

use std::io::Write;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::failure::{Failure, Outcome};
use crate::output;

/// Print a completion script for a shell
///
/// In bash, zsh and fish, values of facets, languages and names of saved searches are completed from the index: the
/// default one, or that of `--index` or `--in` on the line.
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

/// How the definition of the function starts in the script for zsh.
const ZSH_FUNCTION: &str = "_reportage() {\n";

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
    with_values(shell, script)
}

/// Adds what completes values from the index by calling `reportage complete`. Each shell's part replaces or wraps the
/// function that clap makes.
fn with_values(shell: Shell, mut script: Vec<u8>) -> Vec<u8> {
    match shell {
        Shell::Bash => script.extend_from_slice(include_bytes!("completions/values.bash")),
        Shell::Fish => script.extend_from_slice(include_bytes!("completions/values.fish")),
        Shell::Zsh => {
            let text = String::from_utf8(script).expect("clap makes scripts of UTF-8");
            let (start, end) = text.split_once(ZSH_FUNCTION).expect("clap names it so");
            let values = include_str!("completions/values.zsh");
            return format!("{start}{values}_reportage_static() {{\n{end}").into_bytes();
        }
        // PowerShell, Elvish, and shells that clap may add.
        _ => {}
    }
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
