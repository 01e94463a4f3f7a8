# Starts the council command quickly: what ./council of a source tree and bin/council of a distribution share. POSIX sh,
# sourced with $home set to a folder that holds lib/council.jar and lib/version, and may hold completions/ and runtime/,
# a JVM of its own.

# shellcheck shell=sh
# shellcheck disable=SC2154
lib=$home/lib
jar=$lib/council.jar

say() { printf 'council: %s\n' "$*" >&2; }
# Exit code 3: the environment cannot run it.
die() { say "$@"; exit 3; }

# In a POSIX locale the JVM cannot name files that are not ASCII. The agents still get the user's own LC_ALL, which the
# command puts back for them, or none where there was none.
export COUNCIL_ORIG_LOCALE=set-aside
if [ -n "${LC_ALL+set}" ]; then export COUNCIL_ORIG_LC_ALL="$LC_ALL"; else unset COUNCIL_ORIG_LC_ALL; fi
export LC_ALL=C.UTF-8
# For the colours of --color=auto, for live rows, and for tables that fit. A shell keeps COLUMNS to itself.
unset COUNCIL_COLUMNS
if [ -t 1 ]; then
  export COUNCIL_STDOUT_TTY=yes
  if [ -z "${COLUMNS-}" ] && size=$(stty size <&1 2>/dev/null); then export COUNCIL_COLUMNS="${size#* }"; fi
else
  unset COUNCIL_STDOUT_TTY
fi
if [ -t 2 ]; then export COUNCIL_STDERR_TTY=yes; else unset COUNCIL_STDERR_TTY; fi

# --- Java -------------------------------------------------------------------------------------------------------------

# Sets $java_home, $java_major, and $java_release to the versions that the JVM's own folder names.
find_java() {
  if [ -x "$home/runtime/bin/java" ]; then
    java_home=$home/runtime
  elif [ -n "${JAVA_HOME-}" ]; then
    java_home=$JAVA_HOME
    [ -x "$java_home/bin/java" ] || die "needs Java 17 or later: JAVA_HOME is $java_home, where there is no bin/java"
  else
    file=$(command -v java) || die "needs Java 17 or later: JAVA_HOME is not set and no java is on the PATH"
    file=$(readlink -f "$file")
    java_home=${file%/bin/java}
  fi
  # A tool's stand-in for java is in no Java home; the JVM behind it knows where that is.
  java=$java_home/bin/java
  [ -f "$java_home/release" ] ||
    java_home=$("$java" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p')
  java_major='' java_release=''
  [ ! -f "$java_home/release" ] || while IFS='=' read -r key value; do
    case $key in *VERSION*) java_release="$java_release $value" ;; esac
    [ "$key" != JAVA_VERSION ] || java_major=${value#\"}
  done <"$java_home/release"
  java_major=${java_major%%[!0-9]*}
  [ "${java_major:-0}" -ge 17 ] ||
    die "needs Java 17 or later: found ${java_major:-an unknown version} in ${java_home:-$java}; set JAVA_HOME to another"
}

# One compiler and one collector, because a run waits for its agents and not for us. Whatever the JVM has to say of
# itself must not stand in standard output, before somebody's JSON.
run_java() {
  runner=$1
  shift
  $runner "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr "$@"
}

# --- The class archive ------------------------------------------------------------------------------------------------

alive() { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]; }

# A lock is a symbolic link to the number of the process that holds it: made in one step, and its owner can be asked
# for. Fails with $holder set while that lives.
lock() {
  until ln -s "$2" "$1" 2>/dev/null; do
    [ -w "${1%/*}" ] || die "cannot write to ${1%/*}"
    holder=$(readlink "$1") || continue
    ! alive "$holder" || return 1
    rm -f "$1"
  done
}

# The class archive halves the time to start. It holds for one JVM and one jar at one path; what it was made for stands
# beside it, written last. It lies beside the jar, or in the user's cache where others installed the jar.
find_archive() {
  if [ "$java_major" -ge 25 ]; then
    archive_name=classes-$java_major.aot use_archive=-XX:AOTCache= make_archive=-XX:AOTCacheOutput=
  else
    archive_name=classes-$java_major.jsa use_archive=-XX:SharedArchiveFile= make_archive=-XX:ArchiveClassesAtExit=
  fi
  purpose="$build_id $jar $java_home$java_release"
  archive=$lib/$archive_name
  if ! archive_is_good && [ ! -w "$lib" ]; then
    case ${XDG_CACHE_HOME-} in
      /*) cache=$XDG_CACHE_HOME ;;
      *) cache=${HOME:-/dev/null}/.cache ;;
    esac
    archive=$cache/council/classes$home/$archive_name
  fi
}

archive_is_good() {
  made_for=''
  [ ! -f "$archive.for" ] || read -r made_for <"$archive.for"
  # -nt has been in every sh for long, and in POSIX since 2024.
  # shellcheck disable=SC3013
  [ "$made_for" = "$purpose" ] && [ -s "$archive" ] && ! [ "$archive" -nt "$archive.for" ]
}

# Makes the archive by a run that loads the classes it is to hold: the demo does all that a run does.
make_archive() {
  mkdir -p "${archive%/*}" && lock "$archive.lock" "$(exec sh -c 'echo "$PPID"')" || return 0
  rm -f "$archive.new"
  run_java nice "$make_archive$archive.new" -jar "$jar" demo
  if [ -s "$archive.new" ]; then
    mv -f "$archive.new" "$archive" && printf '%s\n' "$purpose" >"$archive.for"
  else
    # This JVM cannot: trying again at every start would only cost.
    printf 'none %s\n' "$purpose" >"$archive.for"
  fi
  rm -f "$archive.lock"
}

# --- Starting ---------------------------------------------------------------------------------------------------------

print_if_there() { [ ! -f "$1" ] || exec cat "$1"; }

# What needs no JVM is answered without one.
answer_at_once() {
  case $#:$* in
    1:--version)
      printf 'council %s\n' "$version"
      exit
      ;;
    2:completion\ bash | 2:completion\ fish) print_if_there "$home/completions/council.$2" ;;
    2:completion\ zsh) print_if_there "$home/completions/_council" ;;
  esac
}

start() {
  { read -r version && read -r build_id; } <"$lib/version" || die "the version in $lib is unreadable: install it again"
  answer_at_once "$@"
  find_java
  find_archive
  if archive_is_good; then
    archive_option=$use_archive$archive
  else
    archive_option=-Xshare:auto
    # Twice a child, so that it belongs to nobody here: nobody waits for it, and it outlives the terminal.
    [ "$made_for" = "none $purpose" ] || (trap '' HUP && make_archive </dev/null >/dev/null 2>&1 &)
  fi
  # The options are words, not patterns.
  set -f
  # shellcheck disable=SC2086
  run_java exec "$archive_option" ${COUNCIL_JAVA_OPTS-} -jar "$jar" "$@"
}
