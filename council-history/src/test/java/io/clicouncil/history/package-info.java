/** Tests of the journal and the history, on real files, disks and processes. */
@NullMarked
package io.clicouncil.history;

import org.jspecify.annotations.NullMarked;
