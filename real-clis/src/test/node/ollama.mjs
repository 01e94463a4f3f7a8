// Asks a server by the official client, and prints what it understood as one line of JSON.
// Arguments: the folder in which the client is installed, the server's address, what to ask.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, host, what] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + "/"));
const { Ollama } = require("ollama");
const ollama = new Ollama({ host });
const model = "tiny:1b";
const parameters = {
  type: "object",
  properties: { file_path: { type: "string" }, content: { type: "string" } },
};
const tools = [{ type: "function", function: { name: "write_file", description: "Writes a file.", parameters } }];
const question = { role: "user", content: "Create hello.txt with a greeting." };

async function chat() {
  const heard = { text: "", calls: [] };
  for await (const part of await ollama.chat({ model, messages: [question], tools, stream: true })) {
    heard.text += part.message.content;
    heard.calls.push(...(part.message.tool_calls ?? []));
    Object.assign(heard, { input: part.prompt_eval_count, output: part.eval_count, reason: part.done_reason });
  }
  return heard;
}

async function whole() {
  const messages = [question, { role: "tool", tool_name: "write_file", content: "written" }];
  const answer = await ollama.chat({ model, messages, tools });
  return { text: answer.message.content, output: answer.eval_count };
}

async function about() {
  const { models } = await ollama.list();
  const { model_info: info } = await ollama.show({ model });
  return { models: models.map((each) => each.name), context: info["tiny.context_length"] };
}

try {
  console.log(JSON.stringify(await { chat, whole, about }[what]()));
} catch (error) {
  console.log(JSON.stringify({ status: error.status_code, error: error.message }));
}
