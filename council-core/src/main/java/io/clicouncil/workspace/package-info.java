/**
 * The one door to git: private checkouts leased at a commit, the change captured from them, and its application to the
 * user's branch.
 */
@NullMarked
package io.clicouncil.workspace;

import org.jspecify.annotations.NullMarked;
