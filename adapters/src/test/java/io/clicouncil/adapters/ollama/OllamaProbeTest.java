package io.clicouncil.adapters.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.Availability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaProbeTest {
    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Availability probe() {
        return Objects.requireNonNull(stage.adapter().probe().block(Stage.LONG_ENOUGH));
    }

    @Test
    void findsAServerThatHasTheModel() {
        assertThat(probe()).isEqualTo(new Availability(true, "0.12.6", null, stage.ollama.url(), ""));
        assertThat(stage.ollama.questions).isEmpty();
    }

    @Test
    void saysHowToGetAModelThatIsNotThere() {
        stage.model = "other:7b";

        assertThat(probe())
                .isEqualTo(new Availability(
                        false,
                        "0.12.6",
                        null,
                        stage.ollama.url(),
                        "Ollama does not have the model other:7b: ollama pull other:7b, or take another; it has"
                                + " qwen3-coder:30b"));
    }

    @Test
    void saysWhichModelsMayBeNamed() {
        stage.model = null;

        assertThat(probe().usable()).isFalse();
        assertThat(probe().advice()).isEqualTo("name a 'model' in council.yml; it has qwen3-coder:30b");
    }

    @Test
    void saysHowToStartAServer() {
        stage.ollama.close();

        assertThat(probe())
                .isEqualTo(Availability.missing("no Ollama server answers at " + stage.ollama.url()
                        + ": install it from https://ollama.com and start it with: ollama serve, or set OLLAMA_HOST or"
                        + " 'url'"));
    }

    @Test
    void aServerThatIsAnotherIsNone() {
        stage.options.put("url", stage.ollama.url() + "/elsewhere");

        assertThat(probe())
                .isEqualTo(Availability.missing("no Ollama server answers at " + stage.ollama.url()
                        + "/elsewhere as one should: correct OLLAMA_HOST or 'url'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "ftp://gpu.example", "gpu|example", "gpu.example/%zz", "http://<gpu>"})
    void anAddressThatIsNoneIsSaid(String address) {
        stage.environment.put(Endpoint.HOST, address);

        assertThat(probe().usable()).isFalse();
        assertThat(probe().advice()).startsWith("there is no Ollama server at '" + address + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "'', http://127.0.0.1:11434",
        "0.0.0.0, http://127.0.0.1:11434",
        "[::]:8000, http://127.0.0.1:8000",
        "gpu.example, http://gpu.example:11434",
        "gpu.example:80, http://gpu.example:80",
        "http://gpu.example, http://gpu.example:80",
        "https://gpu.example/ollama/, https://gpu.example:443/ollama",
        "HTTPS://gpu.example:8443, https://gpu.example:8443",
        "ollama.com, https://ollama.com:443",
        "[::1]:11434, http://[::1]:11434"
    })
    void understandsAddressesAsOllamaDoes(String text, String address) {
        assertThat(Endpoint.of(text).base()).hasToString(address);
    }
}
