/**
 * Who may be asked now: limits of accounts, and breakers of agents that only fail. What is known is shared by all agents in
 * this process and, through a file in the user's state folder, with other processes. Nothing secret is in it.
 */
@NullMarked
package io.clicouncil.account;

import org.jspecify.annotations.NullMarked;
