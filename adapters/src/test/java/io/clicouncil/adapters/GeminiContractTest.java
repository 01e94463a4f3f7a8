package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class GeminiContractTest extends ManifestContract {
    @Override
    String id() {
        return "gemini";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of(
                "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"" + message + "\",\"delta\":true}",
                "{\"type\":\"result\",\"status\":\"success\",\"stats\":{\"models\":{\"gpt-5.5\":{\"total_tokens\":"
                        + tokens + ",\"input_tokens\":" + tokens + ",\"cached\":0}}}}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, recording("gemini/auth-401-stream", 144),
                FailureKind.RATE_LIMITED, recording("gemini/rate-limit-429-stream", 173),
                FailureKind.BAD_OUTPUT, recording("gemini/max-turns-stream", 53),
                FailureKind.QUOTA,
                        line(
                                "{'type':'result','status':'error','error':{'message':'You have exhausted your daily quota'}}",
                                173),
                FailureKind.OVERLOADED, line("", 247),
                FailureKind.NETWORK,
                        line(
                                "{'type':'result','status':'error','error':{'message':'fetch failed sending request'}}",
                                1),
                FailureKind.REFUSED,
                        line(
                                "{'type':'result','status':'error','error':{'message':'models/x is not found for API version v1beta'}}",
                                1),
                FailureKind.CRASHED, line("", 55));
    }
}
