#!/bin/sh
# Runs one command of the council: with exactly the environment that it is given, its output in files, and nothing of
# it left behind. It talks with the council through files and pipes in its working directory, the job folder. A council
# that goes away leaves the command running; one that is not followed by another within the lease ends it.
#
#   supervisor.sh ID GRACE LEASE   run the job; GRACE is in tenths of a second, LEASE in seconds
#   supervisor.sh ID reap          end what a supervisor that was killed left behind; says 3 where it found any
#   supervisor.sh ID launch        (used by itself) become the command
#
# standard input    a pipe that the council which started us holds; it ends when that council does
# job               shell text: the command, where it runs, its environment. Emptied as soon as it is read: it may hold
#                   secrets, which therefore appear in no argument list.
# control           a pipe; the line "stop WHY" ends the command
# alive             a pipe that a council which took over holds open
# unstarted         appears if the command could not be executed: the exit code that a shell gives for that
# exit              blank, filled last: the exit code; "exited", "stopped WHY" or "abandoned"; what `times` says; "end"
# stopping          blank, filled before the command is ended by us: what "exit" shall say of it
#
# Those two are there from the beginning, with room: they can be filled though the disk is full.
#
# Inside a pid namespace this is its init: whatever is left dies with it. Elsewhere the tree is what carries the
# variable COUNCIL_TREE=ID, or descends from the command.

council_id=$1 council_task=$2 council_lease=$3
PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin:/run/current-system/sw/bin

# Sets $others to what lives of the tree, without the supervisor and its helpers. A zombie is dead.
others() {
    others=
    if [ $$ -eq 1 ]; then
        for entry in /proc/[0-9]*; do
            entry=${entry#/proc/}
            [ "$entry" = 1 ] || [ "$entry" = "$watcher" ] || [ "$entry" = "$keeper" ] || others="$others $entry"
        done
    else
        agent=
        read -r agent <pid
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

# What stands around a sandbox passes no signal on, and takes with it what is inside. It ends when that does.
signal() {
    for member in $others; do
        name=
        [ "$1" = KILL ] || read -r name <"/proc/$member/comm"
        [ "$name" = bwrap ] || kill "-$1" "$member"
    done
}

# Looks until a pass finds nobody: a process may be born while the others are being killed.
reap() {
    found=0
    while others "$@"; do
        found=3
        signal KILL
        sleep 0.05 || sleep 1
    done
}

# Tells the watcher when a council holds a pipe of ours and when none does. The kernel closes the pipes of a council that
# dies, however it dies; one that is stopped, suspended or slow still holds them.
keep() {
    trap '' HUP INT TERM
    while read -r nothing; do :; done <&4
    exec 4<&-
    echo gone >&3
    while { echo here >&3; read -r nothing; echo gone >&3; } <alive; do :; done
}

# Writes that the lease of round $1 is over, unless it gets TERM before.
expire() {
    before=$!
    trap '[ "$!" = "$before" ] || kill -KILL $!; exit' TERM
    sleep "$council_lease" &
    wait $!
    echo "expired $1" >&3
}

forget() {
    [ -z "$timer" ] || { kill -TERM "$timer"; wait "$timer"; }
    timer=
}

# Waits for a reason to end the command, and ends it. Nothing is polled.
watch() {
    trap : HUP INT TERM
    # This process's own id: $$ is that of the shell from which it was forked.
    read -r watcher rest </proc/self/stat
    round=0 timer= how=
    while [ -z "$how" ]; do
        why=
        read -r wish why
        case $wish in
        stop) how="stopped $why" ;;
        gone) expire $round & timer=$! ;;
        here) forget; round=$((round + 1)) ;;
        expired) [ "$why" != $round ] || how=abandoned ;;
        over) forget; exit ;;
        esac
    done
    echo "$how" 1<>stopping
    forget
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
    # What the command makes gets the permissions that its user wants; what is ours is ours.
    (umask 077; echo $$ >pid)
    . ./job
    : >job
    council_folder=$PWD
    # A shell that cannot execute ends and runs its trap, or, being bash, is told to go on after exec.
    trap 'council_code=$?; umask 077; echo "$council_code" >"$council_folder/unstarted"' EXIT
    [ -z "${BASH_VERSION-}" ] || shopt -s execfail
    exec <"$council_stdin" >"$council_stdout" 2>"$council_stderr" || exit 125
    cd "$council_directory" || exit 125
    # A core dump would hold keys, in a place that anybody may read.
    ulimit -c 0
    unset COUNCIL_SUPERVISOR PATH PWD OLDPWD SHLVL
    environment
    exec "$@"
    ;;
reap)
    exec </dev/null >/dev/null 2>&1
    reap -e "COUNCIL_SUPERVISOR=$council_id"
    exit $found
    ;;
*)
    exec 4<&0 </dev/null >/dev/null 2>&1
    trap : HUP INT TERM
    mkfifo -m 600 control alive
    exec 3<>control
    keep &
    keeper=$!
    watch <&3 4<&- &
    watcher=$!
    exec 4<&-
    session=
    ! command -v setsid || session=setsid
    # In the foreground: a shell's background command would start with SIGINT and SIGQUIT ignored.
    $session sh ./supervisor.sh "$council_id" launch 3>&-
    code=$?
    # The watcher answers by ending, at once or, where it is ending the tree, when it has done so.
    echo over >&3
    wait "$watcher"
    kill -KILL "$keeper"
    [ $$ -eq 1 ] || reap
    read -r how <stopping
    { echo "$code ${how:-exited}"; times; echo end; } 1<>exit
    ;;
esac
