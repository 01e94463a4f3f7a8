#!/bin/sh
# Pretends to be a coding agent: does, line by line, what the file beside it says. FakeCli.java writes that file and
# says what its words mean.

forever() {
    while :; do sleep 0.1; done
}

# What follows an option on the command line.
after() {
    wanted=$1
    shift
    while [ $# -gt 1 ]; do
        [ "$1" = "$wanted" ] && printf '%s' "$2" && return
        shift
    done
}

while IFS= read -r line <&3; do
    word=${line%% *}
    rest=${line#"$word"}
    rest=${rest# }
    case $word in
    print) printf '%s\n' "$rest" ;;
    error) printf '%s\n' "$rest" >&2 ;;
    raw) printf '%b' "$rest" ;;
    show) cat "$0.files/$rest" ;;
    spam) yes 'a line that an agent prints when it has lost its way' | head -c "${rest}000000"; echo ;;
    long) head -c "${rest}000000" /dev/zero | tr '\0' x; echo ;;
    keep-input) cat >"$rest" ;;
    keep-line) IFS= read -r kept; printf '%s\n' "$kept" >"$rest" ;;
    keep-file) cat "$(after "${rest%% *}" "$@")" >"${rest#* }" ;;
    fill-file) cat "$0.files/${rest#* }" >"$(after "${rest%% *}" "$@")" ;;
    keep-arguments) printf '%s\0' "$@" >"$rest" ;;
    keep-environment) env -0 >"$rest" ;;
    reveal) eval "printf '%s\\n' \"\$$rest\"" ;;
    write) printf '%s\n' "${rest#* }" >"${rest%% *}" ;;
    sleep) sleep "$rest" ;;
    ignore-term) trap '' TERM ;;
    on-term) words=$rest; trap 'cat "$0.files/$words"; exit 143' TERM ;;
    child) sleep 600 & ;;
    daemon) (setsid sh -c 'sleep 600 & sleep 600' </dev/null >/dev/null 2>&1 &) ;;
    close) exec <&- >&- 2>&- ;;
    hang) forever ;;
    exit) exit "$rest" ;;
    *) echo "the scenario has no word '$word'" >&2; exit 64 ;;
    esac
done 3<"$0.scenario"
