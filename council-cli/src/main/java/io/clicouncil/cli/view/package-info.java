/** What people see: progress, tables, plans. Each view reads events or documents and decides nothing. */
@NullMarked
package io.clicouncil.cli.view;

import org.jspecify.annotations.NullMarked;
