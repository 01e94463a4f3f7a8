/**
 * Any agent that speaks the Agent Client Protocol, version 1: JSON-RPC messages, one on each line, over its standard input
 * and output. The council is the client: it opens a session, sends the task, answers what the agent asks, and reads from its
 * notifications what it does and what it spends.
 */
@NullMarked
package io.clicouncil.adapters.acp;

import org.jspecify.annotations.NullMarked;
