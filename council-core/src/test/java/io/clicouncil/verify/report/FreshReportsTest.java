package io.clicouncil.verify.report;

import static io.clicouncil.verify.report.TestOutcome.FAILED;
import static io.clicouncil.verify.report.TestOutcome.PASSED;
import static io.clicouncil.verify.report.TestOutcome.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshReportsTest {
    @TempDir
    Path folder;

    @Nested
    class Formats {
        @Test
        void surefire() throws IOException {
            assertThat(report("""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="a.FooTest"
                        time="0.1" tests="5" errors="1" skipped="1" failures="1">
                      <properties><property name="java.version" value="17"/></properties>
                      <testcase name="bar" classname="a.FooTest" time="0.01"/>
                      <testcase name="broken" classname="a.FooTest"><error type="java.io.IOException"><![CDATA[x]]></error>
                        <system-out><![CDATA[<failure/>]]></system-out></testcase>
                      <testcase name="wrong" classname="a.FooTest"><failure message="1 &lt; 2">stack</failure></testcase>
                      <testcase name="later" classname="a.FooTest"><skipped message="not now"/></testcase>
                      <testcase name="adds(int)[1]" classname="a.FooTest"><flakyFailure/></testcase>
                    </testsuite>
                    """))
                    .isEqualTo(Map.of(
                            "a.FooTest.bar", PASSED,
                            "a.FooTest.broken", FAILED,
                            "a.FooTest.wrong", FAILED,
                            "a.FooTest.later", SKIPPED,
                            "a.FooTest.adds(int)[1]", PASSED));
        }

        @Test
        void aClassThatFailsBeforeItsTests() throws IOException {
            assertThat(report("""
                    <testsuite name="a.FooTest" tests="1"><testcase name="" classname="a.FooTest"><error/></testcase></testsuite>
                    """)).isEqualTo(Map.of("a.FooTest", FAILED));
        }

        @Test
        void gradle() throws IOException {
            assertThat(report("""
                    <testsuite name="a.FooTest" tests="2">
                      <testcase name="bar()" classname="a.FooTest" time="0.0"/>
                      <testcase name="adds(int)[1]" classname="a.FooTest" time="0.0"/>
                      <system-out><![CDATA[]]></system-out>
                    </testsuite>
                    """)).isEqualTo(Map.of("a.FooTest.bar", PASSED, "a.FooTest.adds(int)[1]", PASSED));
        }

        @Test
        void pytest() throws IOException {
            assertThat(report("""
                    <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0"
                    failures="1" skipped="1" tests="3"><testcase classname="tests.test_sums.TestSums" name="test_add[1-2]" time="0"/>
                    <testcase classname="tests.test_sums" name="test_sub"><failure message="assert 1 == 2">E</failure></testcase>
                    <testcase classname="tests.test_sums" name="test_mul"><skipped type="pytest.xfail" message=""/></testcase>
                    </testsuite></testsuites>
                    """))
                    .isEqualTo(Map.of(
                            "tests.test_sums.TestSums.test_add[1-2]", PASSED,
                            "tests.test_sums.test_sub", FAILED,
                            "tests.test_sums.test_mul", SKIPPED));
        }

        @Test
        void jest() throws IOException {
            assertThat(report("""
                    <testsuites name="jest tests" tests="2" failures="1"><testsuite name="sums" tests="2">
                      <testcase classname="sums adds" name="sums adds" time="0.002"></testcase>
                      <testcase classname="sums subtracts" name="sums subtracts"><failure>Error</failure></testcase>
                    </testsuite></testsuites>
                    """))
                    .isEqualTo(Map.of("sums adds.sums adds", PASSED, "sums subtracts.sums subtracts", FAILED));
        }

        @Test
        void gotestsum() throws IOException {
            assertThat(report("""
                    <testsuites tests="2" failures="1"><testsuite tests="2" name="example.com/m/sums">
                      <properties><property name="go.version" value="go1.22"/></properties>
                      <testcase classname="example.com/m/sums" name="TestAdd/small" time="0.000"></testcase>
                      <testcase classname="example.com/m/sums" name="TestAdd"><failure message="Failed" type=""></failure></testcase>
                    </testsuite></testsuites>
                    """))
                    .isEqualTo(
                            Map.of("example.com/m/sums.TestAdd/small", PASSED, "example.com/m/sums.TestAdd", FAILED));
        }

        @Test
        void suitesInsideSuites() throws IOException {
            assertThat(report("""
                    <testsuites><testsuite name="a"><testsuite name="b"><testcase name="one"/></testsuite>
                      <testcase name="two" classname="a" status="notrun"/></testsuite></testsuites>
                    """)).isEqualTo(Map.of("one", PASSED, "a.two", SKIPPED));
        }

        private Map<String, TestOutcome> report(String xml) throws IOException {
            FreshReports reports = FreshReports.before(folder, "*.xml");
            write("r.xml", xml);
            TestReport report = reports.read();
            assertThat(report.problems()).isEmpty();
            return report.tests();
        }
    }

    @Nested
    class OddReports {
        @Test
        void countEveryRunOfATestAndKeepItsWorst() throws IOException {
            TestReport report = read("<testsuite><testcase name='a'/><testcase name='a'><failure/></testcase>"
                    + "<testcase name='a'/><testcase name='b'><skipped/></testcase></testsuite>");
            assertThat(report.tests()).isEqualTo(Map.of("a", FAILED, "b", SKIPPED));
            assertThat(report.ran()).isEqualTo(3);
        }

        @Test
        void thatAreCutOffAreAProblemWithTheirLine() throws IOException {
            TestReport report = read("<testsuite>\n<testcase name='a'/>\n<testcase name='b'>");
            assertThat(report.problems()).containsExactly("r.xml is no whole JUnit XML, see its line 3");
            assertThat(report.readable()).isFalse();
        }

        @Test
        void thatAreEmptyAreAProblem() throws IOException {
            assertThat(read("").problems()).hasSize(1);
        }

        @Test
        void ofAnotherKindHoldNoTest() throws IOException {
            assertThat(read("<checkstyle><testcase name='a'/></checkstyle>")).isEqualTo(TestReport.NONE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!DOCTYPE testsuite [<!ENTITY x SYSTEM \"SECRET\">]><testsuite><testcase name='a&x;'/></testsuite>",
                    "<!DOCTYPE testsuite SYSTEM \"SECRET\"><testsuite><testcase name='a'/></testsuite>",
                    "<!DOCTYPE testsuite [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><testsuite><testcase name='&b;'/></testsuite>",
                    "<!DOCTYPE x [\u0001]><testsuite><testcase name='a'/></testsuite>",
                    "<testsuite><testcase name='a'>&x;</testcase></testsuite>"
                })
        void reachNothingOutside(String xml) throws IOException {
            Path secret = Files.writeString(folder.resolve("secret.txt"), "the-secret");
            TestReport report = read(xml.replace("SECRET", secret.toUri().toString()));
            assertThat(report.problems()).hasSize(1);
            assertThat(report.toString()).doesNotContain("the-secret", "aaaa");
        }

        @Test
        void mayNotBeDeeperThanAnyTestRun() throws IOException {
            assertThat(read("<testsuite>".repeat(101) + "</testsuite>".repeat(101))
                            .problems())
                    .hasSize(1);
        }

        @Test
        void steerNoTerminalByTheirNames() throws IOException {
            assertThat(read("<testsuite><testcase name='a&#x9;b" + "c".repeat(400) + "'/></testsuite>")
                            .names())
                    .containsExactly("a?b" + "c".repeat(297) + "…");
        }
    }

    @Nested
    class ReportFiles {
        @Test
        void ofEarlierRunsDoNotCount() throws IOException {
            write("target/a.xml", "<testsuite><testcase name='old'/></testsuite>");
            write("target/b.xml", "<testsuite><testcase name='old'/></testsuite>");
            Files.setLastModifiedTime(folder.resolve("target/b.xml"), FileTime.fromMillis(1));
            FreshReports reports = FreshReports.before(folder, "target/*.xml");
            write("target/b.xml", "<testsuite><testcase name='new'/></testsuite>");
            assertThat(reports.read().names()).containsExactly("new");
        }

        @ParameterizedTest
        @CsvSource({
            "r.xml,                r.xml",
            "./r.xml,              r.xml",
            "target/*.xml,         target/r.xml",
            "**/target/*.xml,      target/r.xml",
            "**/target/*.xml,      a/b/target/r.xml",
            "**/r/**/*.xml,        a/r/b/r.xml",
            "**/r/**/*.xml,        r/x.xml",
            "'{a,b}/r.xml',        b/r.xml",
            "build/**,             build/x/y.xml"
        })
        void areFoundByTheirPattern(String pattern, String file) throws IOException {
            FreshReports reports = FreshReports.before(folder, pattern);
            write(file, "<testsuite><testcase name='a'/></testsuite>");
            assertThat(reports.read().names()).containsExactly("a");
        }

        @ParameterizedTest
        @CsvSource({"target/*.xml, target/a/r.xml", "target/*.xml, x/target/r.xml", "*.xml, r.txt"})
        void outsideTheirPatternDoNotCount(String pattern, String file) throws IOException {
            FreshReports reports = FreshReports.before(folder, pattern);
            write(file, "<testsuite><testcase name='a'/></testsuite>");
            assertThat(reports.read()).isEqualTo(TestReport.NONE);
        }

        @Test
        void behindLinksDoNotCount(@TempDir Path outside) throws IOException {
            Files.writeString(outside.resolve("r.xml"), "<testsuite><testcase name='a'/></testsuite>");
            FreshReports reports = FreshReports.before(folder, "target/*.xml");
            Files.createSymbolicLink(folder.resolve("target"), outside);
            assertThat(reports.read()).isEqualTo(TestReport.NONE);

            FreshReports direct = FreshReports.before(folder, "*.xml");
            Files.createSymbolicLink(folder.resolve("r.xml"), outside.resolve("r.xml"));
            assertThat(direct.read()).isEqualTo(TestReport.NONE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"../r.xml", "/r.xml", "a/../../r.xml", "", "a/[x", "a//b"})
        void liesInsideTheFolder(String pattern) {
            assertThat(FreshReports.isPattern(pattern)).isFalse();
        }
    }

    private TestReport read(String xml) throws IOException {
        FreshReports reports = FreshReports.before(folder, "*.xml");
        write("r.xml", xml);
        return reports.read();
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
