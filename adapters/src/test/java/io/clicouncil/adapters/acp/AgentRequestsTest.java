package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AgentRequestsTest extends Playing {
    @Nested
    class Permissions {
        @Test
        void areGivenByKindWhereverTheOptionStands() throws IOException {
            play.turn(Play.permission("'path':'a.txt'"), ">> {'id':'p'}", Play.DONE);

            assertThat(play.result().failure()).isNull();
            assertThat(play.answer("p").at("/result/outcome/optionId").asString())
                    .isEqualTo("once");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/etc/passwd", "../other", ".git/hooks/pre-commit", "sub/../../x", "out/x"})
        void areRefusedOutsideTheWorkspace(String where) throws IOException {
            Files.createSymbolicLink(play.workspace.resolve("out"), folder);
            play.turn(Play.permission("'path':'" + where + "'"), ">> {'id':'p'}", Play.DONE);

            List<AgentEvent> events = play.events();

            assertThat(play.answer("p").at("/result/outcome/optionId").asString())
                    .isEqualTo("no");
            assertThat(Play.activities(events)).containsExactly("Refused, outside the workspace: Write it");
        }

        @Test
        void areFoundInALineThatIsTooLongToBeHandedOn() throws IOException {
            play.turn("!! large 100000", ">> {'id':'big'}", Play.DONE);

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
                    Play.DONE);

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
                    Play.DONE);

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
            play.turn("<< {'id':'t','method':'terminal/create','params':{}}", ">> {'id':'t'}", Play.DONE);

            assertThat(play.result().failure()).isNull();
            assertThat(play.answer("t").at("/error/code").asInt()).isEqualTo(-32601);
        }

        private String file(String id, String what, String params) {
            return "<< {'id':'" + id + "','method':'fs/" + what + "_text_file','params':{" + params + "}}";
        }
    }
}
