package io.clicouncil.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clicouncil.policy.SecretRules.Found;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".repeat(3);
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String CAPITALS = "ABCDEFGHIJKLMNOP";

    /** No real key, and put together here so that nobody's scanner takes it for one. */
    static Stream<Arguments> keys() {
        return Stream.of(
                arguments("a private key", "-----BEGIN RSA " + "PRIVATE KEY-----\n" + fake(64) + "\n"),
                arguments("a private key", "\"-----BEGIN " + "PRIVATE KEY-----\\n" + fake(64) + "\\n"),
                arguments("an AWS access key", "AKIA" + CAPITALS),
                arguments("an AWS secret key", "aws_secret_access_key" + " = " + fake(40)),
                arguments("a GitHub token", "ghp_" + fake(36)),
                arguments("a GitHub token", "github_pat_" + fake(22) + "_" + fake(59)),
                arguments("a GitLab token", "glpat-" + fake(20)),
                arguments("a Slack token", "xoxb-" + "123456789012-123456789012-" + fake(24)),
                arguments("a Slack token", "xapp-" + "1-A0123456789-1234567890123-" + HEX),
                arguments("a Slack webhook", "https://hooks.slack.com/services/" + "T01234567/B01234567/" + fake(24)),
                arguments("a Google API key", "AIza" + fake(35)),
                arguments("a Google OAuth secret", "GOCSPX-" + fake(28)),
                arguments("a Google access token", "ya29." + fake(60)),
                arguments("an Anthropic key", "sk-ant-" + "api03-" + fake(95)),
                arguments("an OpenRouter key", "sk-or-v1-" + HEX),
                arguments("an OpenAI key", "sk-proj-" + fake(100)),
                arguments("an OpenAI key or one like it", "sk-" + fake(48)),
                arguments("an xAI key", "xai-" + fake(80)),
                arguments("a Groq key", "gsk_" + fake(52)),
                arguments("a Perplexity key", "pplx-" + fake(48)),
                arguments("a Hugging Face token", "hf_" + fake(34)),
                arguments("a Stripe key", "sk_live_" + fake(24)),
                arguments("an npm token", "npm_" + fake(36)),
                arguments("a PyPI token", "pypi-AgE" + fake(80)),
                arguments("a Docker token", "dckr_pat_" + fake(27)),
                arguments("a SendGrid key", "SG." + fake(22) + "." + fake(43)),
                arguments("a DigitalOcean token", "dop_v1_" + HEX),
                arguments("a Telegram token", "123456789:" + "AA" + fake(33)),
                arguments("an Azure storage key", "AccountKey=" + fake(86) + "=="),
                arguments("a Databricks token", "dapi" + HEX.substring(0, 32)),
                arguments("a Vault token", "hvs." + fake(90)),
                arguments(
                        "an age key",
                        "AGE-SECRET-KEY-1" + (CAPITALS + "0123456789").repeat(3).substring(0, 58)));
    }

    @Nested
    class WhatLooksLikeAKey {
        @ParameterizedTest
        @MethodSource("io.clicouncil.policy.SecretRulesTest#keys")
        void isFound(String what, String key) {
            assertThat(found("let it = \"" + key + "\";")).containsExactly(what);
        }

        @Test
        void hasASampleOfEveryKind() {
            assertThat(new TreeSet<>(
                            keys().map(sample -> sample.get()[0].toString()).toList()))
                    .isEqualTo(new TreeSet<>(SecretPattern.known().stream()
                            .map(SecretPattern::what)
                            .toList()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AKIAIOSFODNN7EXAMPLE",
                    "AKIAXXXXXXXXXXXXXXXX",
                    "export OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                    "ghp_000000000000000000000000000000000000",
                    "if (pem.startsWith(\"-----BEGIN PRIVATE KEY-----\")) {",
                    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0123456789abcdefghij",
                    "-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0123456789abcdefghij",
                    "sk_test_abcdefghijklmnopqrstuvwx",
                    "commit 0123456789abcdef0123456789abcdef01234567",
                    "sha512-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz==",
                    "String apiKey = System.getenv(\"ANTHROPIC_API_KEY\");",
                    "class=\"sk-circle-fade-dot sk-chase-dot\"",
                    "task-abcdefghijklmnopqrstuvwxyz0123456789abcd",
                })
        void isNotWhatOnlySoundsLikeOne(String line) {
            assertThat(found(line)).isEmpty();
        }

        private List<String> found(String text) {
            return SecretRules.of(List.of()).find(text).stream()
                    .map(Found::what)
                    .toList();
        }
    }

    @Nested
    class TheValueOfAVariable {
        @ParameterizedTest
        @ValueSource(
                strings = {"FAKE_KEY", "FAKE_API_KEY", "FAKE_AUTH_TOKEN", "fake_secret", "FAKE_PASSWORD", "FAKE_KEY_2"})
        void isFoundWhereItIsAKey(String name) {
            SecretRules rules = SecretRules.of(List.of(Map.of(name, " not-a-real-key\n")));
            assertThat(rules.find("a=not-a-real-key, b=not-a-real-key"))
                    .extracting(Found::what, Found::start)
                    .containsExactly(tuple("the value of " + name, 2), tuple("the value of " + name, 20));
        }

        @ParameterizedTest
        @CsvSource({
            "DEPLOY_REGION,    eu-central-1",
            "MONKEY,           not-a-real-key",
            "FAKE_KEYBOARD,    not-a-real-key",
            "FAKE_KEY,         seven77",
            "FAKE_CREDENTIALS, /home/me/credentials.json",
        })
        void isNoneOtherwise(String name, String value) {
            assertThat(SecretRules.of(List.of(Map.of(name, value))).find("let it = " + value))
                    .isEmpty();
        }

        @Test
        void isToldApartByAgents() {
            SecretRules rules = SecretRules.of(
                    List.of(Map.of("FAKE_KEY", "not-a-real-key"), Map.of("FAKE_KEY", "another-fake-one")));
            assertThat(rules.find("another-fake-one not-a-real-key")).hasSize(2);
        }

        @Test
        void isPrintedNowhere() {
            SecretRules rules = SecretRules.of(List.of(Map.of("FAKE_KEY", "not-a-real-key")));
            assertThat(rules).hasToString("SecretRules");
            assertThat(rules.find("not-a-real-key").get(0)).hasToString("the value of FAKE_KEY");
            assertThat(new ChangePolicy(ScopeRules.NONE, rules).toString()).doesNotContain("not-a-real-key");
        }
    }

    private static String fake(int length) {
        return LETTERS.substring(0, length);
    }
}
