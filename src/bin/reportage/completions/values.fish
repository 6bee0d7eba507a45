
# Values from the index: facets, languages, saved searches.
function __reportage_values
    set -l current (commandline -ct)
    set -l unquoted (string unescape -- $current)
    and set current $unquoted
    set -l typed (commandline -opc) "$current"
    command $typed[1] complete -- $typed 2>/dev/null
end
complete -c reportage -n 'not __fish_reportage_needs_command' -s F -l facet -x -a '(__reportage_values)'
complete -c reportage -n 'not __fish_reportage_needs_command' -s l -l language -x -a '(__reportage_values)'
complete -c reportage -n '__fish_reportage_using_subcommand timeline' -l by -x -a '(__reportage_values)'
complete -c reportage -n '__fish_reportage_using_subcommand saved' -l remove -x -a '(__reportage_values)'
complete -c reportage -n '__fish_reportage_using_subcommand run' -f -a '(__reportage_values)'
complete -c reportage -n '__fish_reportage_using_subcommand facets' -f -a '(__reportage_values)'
complete -c reportage -n '__fish_reportage_using_subcommand crosstab' -f -a '(__reportage_values)'
