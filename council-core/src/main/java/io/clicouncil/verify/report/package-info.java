/**
 * What single tests said: reads the JUnit XML that Surefire, Gradle, pytest, jest-junit, gotestsum and others write, and
 * finds tests by name. Reports come from code that nobody trusts, so reading them has bounds and reaches nothing outside.
 */
@NullMarked
package io.clicouncil.verify.report;

import org.jspecify.annotations.NullMarked;
