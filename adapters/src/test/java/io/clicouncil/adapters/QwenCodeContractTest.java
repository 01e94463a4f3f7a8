package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class QwenCodeContractTest extends ManifestContract {
    @Override
    String id() {
        return "qwen-code";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"" + message
                + "\",\"usage\":{\"input_tokens\":" + tokens + ",\"cache_read_input_tokens\":0,\"output_tokens\":0}}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, recording("qwen/auth-401", 1),
                FailureKind.NETWORK, recording("qwen/stream-cut", 1),
                FailureKind.BAD_OUTPUT, recording("qwen/max-wall-time", 55),
                FailureKind.CRASHED, line("", 1),
                FailureKind.RATE_LIMITED,
                        line(
                                "{'type':'result','is_error':true,'error':{'message':'[API Error: 429 Rate limit reached]'}}",
                                1),
                FailureKind.OVERLOADED,
                        line("{'type':'result','is_error':true,'error':{'message':'[API Error: 529 overloaded]'}}", 1),
                FailureKind.QUOTA,
                        line("{'type':'result','is_error':true,'error':{'message':'[API Error: 402 pay]'}}", 1),
                FailureKind.REFUSED,
                        line(
                                "{'type':'result','is_error':true,'error':{'message':'[API Error: 404 no such model]'}}",
                                1));
    }
}
