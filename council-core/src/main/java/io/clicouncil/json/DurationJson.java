package io.clicouncil.json;

import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Durations as a number of seconds, to the millisecond. */
final class DurationJson {
    private static final int MILLIS = 3;

    private DurationJson() {}

    static final class Writer extends StdSerializer<Duration> {
        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration duration, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(BigDecimal.valueOf(duration.toMillis(), MILLIS));
        }
    }

    static final class Reader extends StdDeserializer<Duration> {
        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            return Duration.ofMillis(
                    parser.getDecimalValue().movePointRight(MILLIS).longValue());
        }
    }
}
