package io.clicouncil.cli.report;

/** Text as XML 1.0 may hold it. */
final class XmlText {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_ALLOWED_OF_PLANE_0 = 0xFFFD;

    private XmlText() {}

    /** The text without the characters that no XML document may hold, not even escaped. */
    static String allowed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(XmlText::isAllowed).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAllowed(int point) {
        if (point < FIRST_PRINTABLE) {
            return point == '\t' || point == '\n' || point == '\r';
        }
        boolean halfOfAPair = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return !halfOfAPair && (point <= LAST_ALLOWED_OF_PLANE_0 || point > Character.MAX_VALUE);
    }
}
