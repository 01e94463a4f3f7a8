/**
 * What people type and read: durations, words that are not known, and what may be shown of them. Knows no other package
 * but {@code failure}.
 */
@NullMarked
package io.clicouncil.text;

import org.jspecify.annotations.NullMarked;
