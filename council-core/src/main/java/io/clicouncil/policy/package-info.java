/**
 * What a change may not do, whatever the checks say of it: touch forbidden paths, grow beyond its scope, or add a secret.
 * It knows no git and no files; whoever reads a change tells it what is there.
 */
@NullMarked
package io.clicouncil.policy;

import org.jspecify.annotations.NullMarked;
