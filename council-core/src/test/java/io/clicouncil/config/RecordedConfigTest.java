package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedConfigTest {
    @TempDir
    Path folder;

    private Setting setting;

    @BeforeEach
    void prepare() {
        setting = new Setting(folder);
    }

    @Test
    void leadsToWhereTheRepositoryIsNow() {
        setting.project("""
                version: 1
                agents:
                  fixer: { adapter: command, command: [%s/fix.sh, --log=%s-log] }
                checks: [ ./check ]
                """.formatted(setting.root, setting.root));
        CouncilConfig config = setting.load();

        CouncilConfig read = RecordedConfig.read(
                RecordedConfig.moved(RecordedConfig.write(config), setting.root, Path.of("/new place")));

        assertThat(read.folder()).isEqualTo(Path.of("/new place"));
        assertThat(read.workspaces()).isEqualTo(config.workspaces());
        assertThat(read.agents().get(0).options().get("command").toString())
                .isEqualTo("[\"/new place/fix.sh\",\"--log=" + setting.root + "-log\"]");
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead() {
        setting.project("""
                version: 1
                agents:
                  fixer: { adapter: command, command: [./fix.sh], env: { pass: [A], set: { B: b } }, maxCost: 1.25 }
                  other: { adapter: claude-code, limits: { memory: 1GiB } }
                adapters:
                  own: { command: [own] }
                checks: [ { name: all, run: 'make test', timeout: 2m, required: false }, ./check ]
                protect: ['test/**']
                prices: { m: { input: 1.5, output: 2, cacheRead: 0.1 } }
                setup: { copy: ['*.env'], link: [libs], run: [make deps] }
                """).option(ConfigOption.APPLY).option(ConfigOption.AGENT, "fixer");
        CouncilConfig config = setting.load();

        CouncilConfig read = RecordedConfig.read(RecordedConfig.write(config));

        assertThat(RecordedConfig.write(read)).isEqualTo(RecordedConfig.write(config));
        assertThat(read).usingRecursiveComparison().ignoringFields("agents").isEqualTo(config);
        ConfiguredAgent fixer = read.agents().get(0);
        assertThat(fixer.maxCost()).isEqualByComparingTo("1.25");
        assertThat(fixer.set()).containsEntry("B", "b");
        assertThat(fixer.options()).isEqualTo(config.agents().get(0).options());
    }
}
