#!/bin/sh
# Runs one command of the council: with exactly the environment that it is given, its output in files, and nothing of
# it left behind. It talks with the council through files alone, so it does not mind if the council goes away.
#
#   supervisor.sh FOLDER ID GRACE    run the job in FOLDER; GRACE is in tenths of a second
#   supervisor.sh FOLDER ID reap     end what a supervisor that was killed left behind
#   supervisor.sh FOLDER ID launch   (used by itself) become the command
#
# FOLDER/job        shell text: the command, where it runs, its environment. Removed as soon as it is read: it may hold
#                   secrets, which therefore appear in no argument list.
# FOLDER/control    a pipe; a line written to it ends the command
# FOLDER/unstarted  appears if the command could not be executed: the exit code that a shell gives for that
# FOLDER/exit       appears last, by rename: the exit code, then "exited" or "stopped"
#
# Inside a pid namespace this is its init: whatever is left dies with it. Elsewhere the tree is what carries the
# variable COUNCIL_TREE=ID, or descends from the command.

council_folder=$1 council_id=$2 council_task=$3
PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin:/run/current-system/sw/bin

# Sets $others to what lives of the tree, without the supervisor. A zombie is dead.
others() {
    others=
    if [ $$ -eq 1 ]; then
        for entry in /proc/[0-9]*; do
            entry=${entry#/proc/}
            [ "$entry" = 1 ] || [ "$entry" = "$watcher" ] || others="$others $entry"
        done
    else
        agent=$(cat "$council_folder/pid" 2>/dev/null)
        others=$({
            grep -lsF "$@" -e "COUNCIL_TREE=$council_id" /proc/[0-9]*/environ
            cat /proc/[0-9]*/stat
        } 2>/dev/null | awk -v agent="${agent:-0}" -v supervisor=$$ '
            /^\/proc\// { split($0, part, "/"); member[part[3]]; next }
            { pid = $1; sub(/^.*\) /, ""); if ($1 !~ /[ZX]/) parent[pid] = $2 }
            END {
                if (parent[agent] == supervisor) member[agent]
                do {
                    grown = 0
                    for (pid in parent)
                        if (!(pid in member) && parent[pid] in member) { member[pid]; grown = 1 }
                } while (grown)
                for (pid in member) if (pid in parent) printf "%s ", pid
            }')
    fi
    [ -n "$others" ]
}

signal() {
    for member in $others; do kill "-$1" "$member"; done
}

# Looks until a pass finds nobody: a process may be born while the others are being killed.
reap() {
    while others "$@"; do
        signal KILL
        sleep 0.05 || sleep 1
    done
}

# Waits for the wish to end the command, and fulfils it.
watch() {
    trap : HUP INT TERM
    watcher=$(exec sh -c 'echo $PPID')
    until read -r wish; do :; done
    : >"$council_folder/stopping"
    others
    signal TERM
    signal CONT
    left=$council_task
    while [ "$left" -gt 0 ] && others; do
        sleep 0.1 || sleep 1
        left=$((left - 1))
    done
    reap
}

case $council_task in
launch)
    echo $$ >"$council_folder/pid"
    . "$council_folder/job"
    rm -f "$council_folder/job"
    # A shell that cannot execute ends and runs its trap, or, being bash, is told to go on after exec.
    trap 'echo $? >"$council_folder/unstarted"' EXIT
    [ -z "${BASH_VERSION-}" ] || shopt -s execfail
    exec <"$council_stdin" >"$council_stdout" 2>"$council_stderr" || exit 125
    cd "$council_directory" || exit 125
    unset COUNCIL_SUPERVISOR PATH PWD OLDPWD SHLVL
    environment
    exec "$@"
    ;;
reap)
    exec </dev/null >/dev/null 2>&1
    reap -e "COUNCIL_SUPERVISOR=$council_id"
    ;;
*)
    exec </dev/null >/dev/null 2>&1
    trap : HUP INT TERM
    mkfifo "$council_folder/control"
    exec 3<>"$council_folder/control"
    watch <&3 3>&- &
    watcher=$!
    session=$(command -v setsid)
    # In the foreground: a shell's background command would start with SIGINT and SIGQUIT ignored.
    $session sh "$council_folder/supervisor.sh" "$council_folder" "$council_id" launch 3>&-
    code=$?
    if [ -e "$council_folder/stopping" ]; then
        wait "$watcher"
        how=stopped
    else
        kill -KILL "$watcher"
        how=exited
    fi
    [ $$ -eq 1 ] || reap
    echo "$code $how" >"$council_folder/exit.new"
    mv "$council_folder/exit.new" "$council_folder/exit"
    ;;
esac
