package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AgentRequestsTest {
    private static final String DONE = "<< {'id':2,'result':{'stopReason':'end_turn'}}";

    @TempDir
    private Path folder;

    private Play play;

    @BeforeEach
    void makeRoom() throws IOException {
        play = new Play(folder);
    }

    @AfterEach
    void noProcessAndNoPipeIsLeft() {
        assertThat(LiveProcesses.marked(play.mark)).isEmpty();
        assertThat(play.files.resolve("stdin")).doesNotExist();
    }

    @Nested
    class Permissions {
        @Test
        void areGivenByKindWhereverTheOptionStands() throws IOException {
            play.turn(permission("'path':'a.txt'"), ">> {'id':'p'}", DONE);

            assertThat(play.result().failure()).isNull();
            assertThat(play.answer("p").at("/result/outcome/optionId").asString())
                    .isEqualTo("once");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/etc/passwd", "../other", ".git/hooks/pre-commit", "sub/../../x", "out/x"})
        void areRefusedOutsideTheWorkspace(String where) throws IOException {
            Files.createSymbolicLink(play.workspace.resolve("out"), folder);
            play.turn(permission("'path':'" + where + "'"), ">> {'id':'p'}", DONE);

            List<AgentEvent> events = play.events();

            assertThat(play.answer("p").at("/result/outcome/optionId").asString())
                    .isEqualTo("no");
            assertThat(Play.activities(events)).containsExactly("Refused, outside the workspace: Write it");
        }

        @Test
        void areFoundInALineThatIsTooLongToBeHandedOn() throws IOException {
            play.turn("!! large 100000", ">> {'id':'big'}", DONE);

            assertThat(play.result().failure()).isNull();
            assertThat(play.answer("big").at("/result/outcome/optionId").asString())
                    .isEqualTo("yes");
        }
    }

    @Nested
    class ClientFileSystem {
        @Test
        void areReadAndWrittenInsideTheWorkspace() throws IOException {
            Files.writeString(play.workspace.resolve("old.txt"), "one\ntwo\nthree\n");
            play.turn(
                    file("r", "read", "'path':'$WORKTREE/old.txt','line':2,'limit':1"),
                    file("n", "read", "'path':'$WORKTREE/none.txt'"),
                    file("w", "write", "'path':'$WORKTREE/new/file.txt','content':'hello'"),
                    ">> {'id':'w'}",
                    DONE);

            assertThat(play.result().failure()).isNull();
            assertThat(play.answer("r").at("/result/content").asString()).isEqualTo("two\n");
            assertThat(play.answer("n").at("/result/content").asString()).isEmpty();
            assertThat(play.answer("w").path("result").isNull()).isTrue();
            assertThat(play.workspace.resolve("new/file.txt")).hasContent("hello");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "$WORKTREE/../outside.txt",
                    "/etc/hostname",
                    "../outside.txt",
                    "$WORKTREE/.git/config",
                    "$WORKTREE/.GIT/config",
                    "$WORKTREE/link.txt",
                    "$WORKTREE/out/outside.txt",
                    "$WORKTREE/inner/../out/outside.txt",
                })
        void areOutOfReachElsewhere(String path) throws IOException {
            Path outside = Files.writeString(folder.resolve("outside.txt"), "untouched");
            Files.createSymbolicLink(play.workspace.resolve("link.txt"), outside);
            Files.createSymbolicLink(play.workspace.resolve("out"), folder);
            Files.createDirectories(play.workspace.resolve(".git"));
            play.turn(
                    file("r", "read", "'path':'" + path + "'"),
                    file("w", "write", "'path':'" + path + "','content':'hello'"),
                    ">> {'id':'w'}",
                    DONE);

            assertThat(play.result().failure()).isNull();
            for (String id : List.of("r", "w")) {
                JsonNode answer = play.answer(id);
                assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
                assertThat(answer.toString()).doesNotContain("untouched");
            }
            assertThat(outside).hasContent("untouched");
            assertThat(play.workspace.resolve(".git")).isEmptyDirectory();
        }

        @Test
        void otherRequestsAreUnknown() throws IOException {
            play.turn("<< {'id':'t','method':'terminal/create','params':{}}", ">> {'id':'t'}", DONE);

            assertThat(play.result().failure()).isNull();
            assertThat(play.answer("t").at("/error/code").asInt()).isEqualTo(-32601);
        }

        private String file(String id, String what, String params) {
            return "<< {'id':'" + id + "','method':'fs/" + what + "_text_file','params':{" + params + "}}";
        }
    }

    private static String permission(String where) {
        return "<< {'id':'p','method':'session/request_permission','params':{'toolCall':{'title':'Write it','rawInput':{"
                + where + "}},'options':[{'optionId':'always','kind':'allow_always'},"
                + "{'optionId':'no','kind':'reject_once'},{'optionId':'once','kind':'allow_once'}]}}";
    }
}
