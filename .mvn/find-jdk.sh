# Sets JAVA_HOME to a JDK of release 21 or newer and exports it, or says what to do and exits with status 1.
# Sourced by ../emend and ../verify. Starts no process where a JDK's "release" file tells its version.

# jdk_release HOME: sets $release to the JDK's major version, or 0 where HOME is no JDK.
jdk_release() {
    release=0
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    jdk_version=
    if [ -r "$1/release" ]; then
        while IFS='=' read -r jdk_key jdk_value; do
            [ "$jdk_key" = JAVA_VERSION ] && jdk_version=$jdk_value
        done <"$1/release"
    else
        jdk_version=$("$1/bin/javac" -version 2>&1)
        jdk_version=${jdk_version#javac }
    fi
    jdk_version=${jdk_version#\"}
    jdk_version=${jdk_version%%[!0-9]*}
    release=${jdk_version:-0}
}

# accept_jdk HOME: true, with JAVA_HOME set, where HOME is new enough.
accept_jdk() {
    [ -n "$1" ] || return 1
    jdk_release "$1"
    [ "$release" -ge 21 ] || return 1
    JAVA_HOME=$1
    export JAVA_HOME
}

find_jdk() {
    if [ -n "${EMEND_JAVA:-}" ]; then
        jdk_home=$EMEND_JAVA
        [ -d "$jdk_home" ] || jdk_home=${jdk_home%/bin/java}
        accept_jdk "$jdk_home" && return 0
        echo "emend: EMEND_JAVA=$EMEND_JAVA is no JDK of release 21 or newer." >&2
        echo "Maybe it should name the JDK's folder, the one that holds bin/java and bin/javac." >&2
        exit 1
    fi
    accept_jdk "${JAVA_HOME:-}" && return 0
    if jdk_path=$(command -v java); then
        while [ -h "$jdk_path" ]; do
            jdk_link=$(readlink "$jdk_path")
            case $jdk_link in
                /*) jdk_path=$jdk_link ;;
                *) jdk_path=${jdk_path%/*}/$jdk_link ;;
            esac
        done
        accept_jdk "${jdk_path%/bin/java}" && return 0
    fi
    if [ -x /usr/libexec/java_home ]; then
        accept_jdk "$(/usr/libexec/java_home -v 21+ 2>/dev/null)" && return 0
    fi
    for jdk_home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        accept_jdk "$jdk_home" && return 0
    done
    echo "emend: no JDK of release 21 or newer was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN and ~/.jdks)." >&2
    echo "Maybe install one, such as Temurin 25 from https://adoptium.net (Debian: apt install openjdk-21-jdk)," >&2
    echo "or set EMEND_JAVA or JAVA_HOME to its folder." >&2
    exit 1
}
