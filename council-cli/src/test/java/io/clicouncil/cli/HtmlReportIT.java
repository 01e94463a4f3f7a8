package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real run in a real browser; skipped where there is none. */
class HtmlReportIT {
    private static final String HOSTILE =
            "</script><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
    private static final int TAB = 9;
    private static final int ENTER = 13;

    @TempDir
    Path folder;

    private Path page;
    private Browser browser;

    @BeforeEach
    void openTheReportOfARun() throws IOException {
        assumeThat(Browser.program()).as("a browser on the PATH").isPresent();
        Project project = Project.make(folder);
        project.configure(Map.of(
                "mean",
                "cat <<'END' | tee mean.txt\n" + HOSTILE + "\nEND\necho right >file.txt; seq 1 3000 >long.txt\n"
                        + "echo '{\"cost_usd\": 0.5}'",
                "nice",
                "echo right >file.txt"));
        page = project.root().resolve("report.html");
        assertThat(project.council("run", "--report", "html=" + page, HOSTILE).exitCode())
                .isZero();
        browser = new Browser(Browser.program().orElseThrow(), folder.resolve("profile"));
        browser.open(page, 1280, "light");
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void whatAgentsWroteIsTextAndNothingLeavesThePage() {
        openAll();

        assertThat(browser.value("document.title").asString()).startsWith("mean wins");
        assertThat(browser.value("document.images.length").asInt()).isZero();
        assertThat(browser.value("document.body.innerText.split('<img src=x onerror').length - 1")
                        .asInt())
                .as("in the task, in what was printed, and in the diff")
                .isEqualTo(3);
        assertThat(browser.requests).isEmpty();
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void itsPolicyForbidsWhateverSomebodyMightPutIn() {
        browser.value("document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/x.png\">"
                + "<svg onload=\"document.title=1\"></svg>')");

        await().untilAsserted(() -> assertThat(browser.complaints)
                .anySatisfy(said -> assertThat(said).contains("http://127.0.0.1:9/x.png", "Content Security Policy")));
        assertThat(browser.value("document.title").asString()).startsWith("mean wins");
    }

    @Test
    void aDiffIsRenderedWhenItIsOpenedAndCappedWithANote() {
        assertThat(browser.value("document.querySelectorAll('.diff').length").asInt())
                .isZero();

        openAll();

        assertThat(browser.value("document.querySelectorAll('.diff').length").asInt())
                .isEqualTo(4);
        assertThat(browser.value("document.querySelector('.diff td.removed').textContent")
                        .asString())
                .isEqualTo("wrong");
        assertThat(browser.value("document.querySelector('.diff td.added').textContent")
                        .asString())
                .isEqualTo("right");
        assertThat(browser.value("document.body.innerText").asString()).contains("1001 more rows are not shown here.");
    }

    @Test
    void theKeyboardReachesEverythingThatOpensOrScrolls() {
        int reachable = browser.value("document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length - "
                        + "document.querySelectorAll('details:not([open]) :is(summary, [tabindex=\"0\"]):not("
                        + "details:not([open]) > summary)').length - "
                        + "document.querySelectorAll('details details > summary').length")
                .asInt();
        Set<String> reached = new LinkedHashSet<>();
        for (int i = 0; i < reachable; i++) {
            browser.press("Tab", TAB, "");
            reached.add(browser.value("(() => { const at = document.activeElement; return at.tagName + ' '"
                            + " + (at.getAttribute('aria-label') || at.textContent); })()")
                    .asString());
        }
        assertThat(reached).hasSize(reachable).anyMatch(at -> at.startsWith("SUMMARY mean"));

        browser.value("document.querySelector('main > details > summary').focus()");
        browser.press("Enter", ENTER, "\r");
        assertThat(browser.value("document.querySelector('main > details').open")
                        .asBoolean())
                .isTrue();
        assertThat(browser.value("getComputedStyle(document.activeElement).outlineStyle")
                        .asString())
                .isEqualTo("solid");
    }

    @Test
    void isReadableInLightAndDarkAndOnANarrowScreen() throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "pictures"));
        for (String scheme : new String[] {"light", "dark"}) {
            for (int width : new int[] {1280, 390}) {
                browser.open(page, width, scheme);
                openAll();
                browser.picture(pictures.resolve("report-" + scheme + "-" + width + ".png"));
                assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                        .as("nothing but a table of its own scrolls sideways")
                        .isLessThanOrEqualTo(width);
                assertThat(browser.value("[...document.querySelectorAll('.diff')]"
                                        + ".every(diff => diff.scrollWidth <= diff.clientWidth)")
                                .asBoolean())
                        .as("a diff fits at %s", width)
                        .isTrue();
                assertThat(browser.value(CONTRAST).asDouble()).as(scheme).isGreaterThanOrEqualTo(4.5);
            }
        }
        assertThat(browser.value("getComputedStyle(document.body).backgroundColor")
                        .asString())
                .isEqualTo("rgb(20, 23, 26)");
    }

    /** The least contrast between any text and what is behind it, as the accessibility guidelines reckon it. */
    private static final String CONTRAST = """
            (() => {
              const parts = colour => colour.match(/[\\d.]+/g).map(Number);
              const light = colour => parts(colour).slice(0, 3).map(c => c / 255)
                .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = at => {
                for (; at; at = at.parentElement) {
                  const colour = getComputedStyle(at).backgroundColor;
                  if (parts(colour).length === 3) return colour;
                }
                return 'rgb(255, 255, 255)';
              };
              return Math.min(...[...document.querySelectorAll('body *:not(script):not(svg *)')]
                .filter(at => [...at.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
                .map(at => {
                  const both = [light(getComputedStyle(at).color), light(behind(at))].sort((a, b) => b - a);
                  return (both[0] + 0.05) / (both[1] + 0.05);
                }));
            })()
            """;

    /** Opens what is folded, and what is folded in that once it is there. */
    private void openAll() {
        await().until(() -> browser.value("(() => { const closed = document.querySelectorAll('details:not([open])');"
                                + " closed.forEach(one => one.open = true); return closed.length; })()")
                        .asInt()
                == 0);
        await().until(() ->
                browser.value("document.querySelectorAll('.diff').length").asInt() > 0);
    }
}
