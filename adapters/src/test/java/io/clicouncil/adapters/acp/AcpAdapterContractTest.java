package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapters.AcpAdapterFactory;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.CLIAdapterContract;
import io.clicouncil.testkit.FakeCli;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent that says its part without listening: answers are understood in the order in which they come. */
class AcpAdapterContractTest extends CLIAdapterContract {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":1}}";
    private static final String OPENED = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"sessionId\":\"s1\"}}";

    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));

    @Override
    protected String executable() {
        return "my-agent";
    }

    @Override
    protected CLIAdapter adapter(Path home, Map<String, String> variables) {
        ObjectNode options = MAPPER.createObjectNode();
        options.putArray("command").add("my-agent");
        options.putArray("keys").add("AGENT_API_KEY");
        return new AcpAdapterFactory().create(new AdapterContext("trial", options, home, variables, runner));
    }

    @Override
    protected Said success(BigDecimal cost, String message) {
        String said = "{'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'" + message + "'}}";
        return new Said(
                List.of(
                        INITIALIZED,
                        OPENED,
                        update(said),
                        billed(cost),
                        json("{'jsonrpc':'2.0','id':2,'result':{'stopReason':'end_turn'}}")),
                0);
    }

    @Override
    protected List<String> lastWords(BigDecimal cost) {
        return List.of(billed(cost));
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, error("'code':-32000,'message':'Authentication required'"),
                FailureKind.QUOTA, error("'code':429,'message':'You exceeded your current quota'"),
                FailureKind.RATE_LIMITED, error("'code':-32603,'message':'Internal error','data':{'status':429}"),
                FailureKind.OVERLOADED, error("'code':-32603,'message':'Internal error: HTTP 529'"),
                FailureKind.NETWORK, error("'code':-32603,'message':'','data':{'details':'fetch failed'}"),
                FailureKind.REFUSED, result("refusal"),
                FailureKind.BAD_OUTPUT, result("max_tokens"),
                FailureKind.CANCELLED, result("cancelled"),
                FailureKind.CRASHED, error("'code':-32603,'message':'null is not an object'"));
    }

    @Override
    protected FakeCli keepingPrompt(FakeCli fake, String file) {
        // The third thing that it is told.
        return fake.print(INITIALIZED, OPENED).keepLine(file).keepLine(file).keepLine(file);
    }

    @Override
    protected String promptIn(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file))
                .at("/params/prompt/0/text")
                .asString();
    }

    private static Said error(String fields) {
        return new Said(List.of(INITIALIZED, OPENED, json("{'jsonrpc':'2.0','id':2,'error':{" + fields + "}}")), 0);
    }

    private static Said result(String reason) {
        String line = json("{'jsonrpc':'2.0','id':2,'result':{'stopReason':'" + reason + "'}}");
        return new Said(List.of(INITIALIZED, OPENED, line), 0);
    }

    private static String billed(BigDecimal cost) {
        return update("{'sessionUpdate':'usage_update','cost':{'amount':" + cost + ",'currency':'USD'}}");
    }

    private static String update(String update) {
        return json("{'jsonrpc':'2.0','method':'session/update','params':{'sessionId':'s1','update':" + update + "}}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
