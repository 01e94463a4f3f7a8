/** What an author of adapters tests with: a scripted adapter, a fake CLI and the contract of all adapters. */
@NullMarked
package io.clicouncil.testkit;

import org.jspecify.annotations.NullMarked;
