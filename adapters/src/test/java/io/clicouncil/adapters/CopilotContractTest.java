package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.FakeCli;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class CopilotContractTest extends ManifestContract {
    @Override
    String id() {
        return "copilot";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of(
                "{\"type\":\"assistant.message\",\"data\":{\"content\":\"" + message + "\"}}",
                "{\"type\":\"result\",\"exitCode\":0}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.CRASHED, line("{'type':'result','exitCode':1}", 0),
                FailureKind.BAD_OUTPUT, line("", 0),
                FailureKind.AUTH,
                        line(
                                "{'type':'session.error','data':{'errorType':'authentication','statusCode':401,'message':'no'}}",
                                1),
                FailureKind.QUOTA,
                        line(
                                "{'type':'session.error','data':{'errorType':'quota','statusCode':402,'message':'no'}}",
                                1),
                FailureKind.RATE_LIMITED,
                        line(
                                "{'type':'session.error','data':{'errorType':'rate_limit','statusCode':429,'message':'no'}}",
                                1),
                FailureKind.OVERLOADED,
                        line(
                                "{'type':'session.error','data':{'errorType':'server','statusCode':503,'message':'no'}}",
                                1),
                FailureKind.REFUSED,
                        line(
                                "{'type':'session.error','data':{'errorType':'query','statusCode':404,'message':'no'}}",
                                1));
    }

    @Override
    protected FakeCli billing(FakeCli fake, BigDecimal cost) {
        return fake.fillFile(
                "--usage-output-file",
                "{\"modelMetrics\":{\"gpt-5.5\":{\"usage\":{\"inputTokens\":" + tokens(cost)
                        + ",\"cacheReadTokens\":0,\"outputTokens\":0}}}}");
    }
}
