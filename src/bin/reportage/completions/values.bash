
# Completes values from the index: facets, languages, saved searches. Everything else is left to _reportage.
_reportage_or_values() {
    # Readline splits words at = and :. Joins them again: no space stands between them in the line.
    local line=$COMP_LINE i word rest
    local -a typed=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        rest=${line#"${line%%[![:space:]]*}"}
        if ((i > 0)) && [[ $rest == "$line" && -n $word ]]; then
            typed[${#typed[@]} - 1]+=$word
        else
            typed+=("$word")
        fi
        line=${rest#"$word"}
    done

    local last=$((${#typed[@]} - 1)) quote=
    local current=${typed[last]}
    case $current in
        \"* | \'*) quote=${current:0:1} current=${current:1} ;;
        *) current=${current//\\/} ;;
    esac
    typed[last]=$current
    local found
    if ! found=$(command "$1" complete -- "${typed[@]}" 2>/dev/null); then
        _reportage "$@"
        return
    fi

    # Readline replaces only what follows the last = or : outside quotes.
    local cut= value
    [[ $current == --*=* ]] && current=${current#--*=}
    [[ -z $quote ]] && cut=${current%"${current##*[=:]}"}
    COMPREPLY=()
    while IFS= read -r value; do
        [[ -z $value ]] && continue
        value=${value#"$cut"}
        [[ -z $quote ]] && printf -v value %q "$value"
        COMPREPLY+=("$value")
    done <<<"$found"
    compopt +o bashdefault +o default
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/] ]] && compopt -o nospace
}
complete -F _reportage_or_values -o bashdefault -o default reportage
