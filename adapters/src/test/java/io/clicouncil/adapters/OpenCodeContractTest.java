package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class OpenCodeContractTest extends ManifestContract {
    @Override
    String id() {
        return "opencode";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of(
                "{\"type\":\"text\",\"part\":{\"text\":\"" + message + "\"}}",
                "{\"type\":\"step_finish\",\"part\":{\"reason\":\"stop\",\"tokens\":{\"input\":" + tokens
                        + ",\"output\":0,\"reasoning\":0},\"cost\":0}}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, recording("opencode/auth-401", 1),
                FailureKind.RATE_LIMITED, recording("opencode/rate-limit-429", 1),
                FailureKind.REFUSED, recording("opencode/permission-ask", 0),
                FailureKind.NETWORK, recording("opencode/stream-malformed", 1),
                FailureKind.CRASHED, recording("opencode/sigterm", 143),
                FailureKind.QUOTA,
                        line(
                                "{'type':'error','error':{'name':'APIError','data':{'statusCode':402,'message':'pay'}}}",
                                1),
                FailureKind.OVERLOADED,
                        line(
                                "{'type':'error','error':{'name':'APIError','data':{'statusCode':503,'message':'busy'}}}",
                                1),
                FailureKind.BAD_OUTPUT, line("", 0));
    }
}
