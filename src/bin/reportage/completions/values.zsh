# Completes values from the index: facets, languages, saved searches. Everything else is left to _reportage_static.
_reportage() {
    local found
    local -a typed=("${(@Q)words[1,CURRENT]}")
    typed[CURRENT]=${typed[CURRENT]#[\"\']} # a quote that is still open
    if ! found=$(command $typed[1] complete -- "${(@)typed}" 2>/dev/null); then
        _reportage_static "$@"
        return
    fi
    local -a values=(${(f)found})
    [[ $PREFIX == --*=* ]] && values=("${PREFIX%%=*}="${^values})
    # Values are accepted whatever their case and accents. More follows = and /.
    compadd -U -S '' -- ${(M)values:#*[=/]}
    compadd -U -- ${values:#*[=/]}
}

