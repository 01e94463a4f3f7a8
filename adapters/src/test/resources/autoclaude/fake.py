"""Stands for Auto-Claude: its flags, files, markers and exit codes, as its sources and documentation say."""
import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

BEHAVIOUR = os.environ.get("FAKE_BEHAVIOUR", "success")
SONNET, HAIKU = "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001"
IGNORED = [".auto-claude/", ".auto-claude-security.json", ".auto-claude-status", ".claude_settings.json", ".worktrees/"]


def note(step):
    with open(os.environ["FAKE_LOG"], "a") as log:
        log.write(step + " " + " ".join(sys.argv[1:]) + "\n")


def phase(name, message, **more):
    print("the agent says \x1b[1mso\x1b[0m__EXEC_PHASE__:" + json.dumps({"phase": name, "message": message, **more}))


def log(kind, **data):
    print(f"__TASK_LOG_{kind}__:" + json.dumps(data) + " and goes on")


def error(message):
    print(f"Error during agent session: {message}")
    log("TEXT", content=f"Session error: {message}", phase="coding", type="error", subtask_id="1-1")
    phase("failed", "Session encountered an error")


def said(session, identity, model, usage, stamp, **more):
    folder = Path(os.environ["CLAUDE_CONFIG_DIR"]) / "projects" / "-work"
    file = folder / f"{session}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    names = ["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"]
    message = {"id": identity, "model": model, "content": [], "usage": dict(zip(names, usage))}
    message.update(more.pop("message", {}))
    entry = {"type": "assistant", "timestamp": f"2026-01-21T10:00:{stamp:02}.000Z", "message": message, **more}
    with open(file, "a") as transcript:
        transcript.write(json.dumps(entry) + "\n")


def sign_in():
    if not (os.environ.get("CLAUDE_CODE_OAUTH_TOKEN") or os.environ.get("ANTHROPIC_AUTH_TOKEN")):
        print("\n\nUnexpected error: No OAuth token found.\n\nDirect API keys are not supported.")
        sys.exit(1)


def commit(project, message, *paths):
    git = ["git", "-c", "user.name=fake", "-c", "user.email=fake@example.com", "-C", str(project)]
    subprocess.run([*git, "add", *paths], check=True)
    subprocess.run([*git, "commit", "-q", "-m", message], check=True)


def hang():
    print("hanging", flush=True)
    time.sleep(600)


def data_folder(project):
    if not (project / ".auto-claude").exists():
        for parent in project.parents:
            if (parent / ".auto-claude").exists():
                project = parent
                break
    data = project / ".auto-claude"
    data.mkdir(exist_ok=True)
    ignore = project / ".gitignore"
    text = ignore.read_text() if ignore.exists() else ""
    missing = [entry for entry in IGNORED if entry not in text.splitlines()]
    if missing:
        text += "\n" if text and not text.endswith("\n") else ""
        ignore.write_text(text + "\n# Auto Claude generated files\n" + "".join(entry + "\n" for entry in missing))
        commit(project, "chore: add auto-claude entries to .gitignore", ".gitignore")
    return data


def write_plan(folder, statuses, qa=None):
    subtasks = [{"id": f"1-{n}", "description": "do it", "status": s} for n, s in enumerate(statuses, 1)]
    plan = {"feature": "greeting", "phases": [{"id": "1", "name": "Greeting", "subtasks": subtasks}]}
    if qa:
        plan["qa_signoff"] = qa
    (folder / "implementation_plan.json").write_text(json.dumps(plan))


def spec():
    flags = argparse.ArgumentParser()
    flags.add_argument("--task-file", type=Path, required=True)
    flags.add_argument("--project-dir", type=Path, required=True)
    flags.add_argument("--complexity", choices=["simple", "standard", "complex"])
    flags.add_argument("--model", default="sonnet")
    flags.add_argument("--auto-approve", action="store_true")
    flags.add_argument("--no-build", action="store_true", required=True)
    args = flags.parse_args()
    note("spec")
    sign_in()
    specs = data_folder(args.project_dir) / "specs"
    number = len(list(specs.iterdir())) + 1 if specs.exists() else 1
    pending = specs / f"{number:03}-pending"
    pending.mkdir(parents=True)
    log("PHASE_START", phase="planning", timestamp="now")
    log("SUBPHASE_START", subphase="CONTEXT GATHERING", phase="planning")
    # A message is written once for each of its blocks; at first its output is a placeholder.
    said("spec", "msg_1", SONNET, [1000, 1, 2000, 400], 1)
    said("spec", "msg_1", SONNET, [1000, 100, 2000, 400], 1)
    if BEHAVIOUR == "no-spec":
        return
    if BEHAVIOUR == "spec-fails":
        print("Spec creation failed", file=sys.stderr)
        sys.exit(1)
    if BEHAVIOUR == "hang-in-spec":
        hang()
    folder = pending.rename(specs / f"{number:03}-greeting")
    (folder / "spec.md").write_text(args.task_file.read_text())
    (folder / "review_state.json").write_text(json.dumps({"approved": args.auto_approve}))
    print("Specification written for " + os.environ.get("CLAUDE_CODE_OAUTH_TOKEN", ""))


def run():
    flags = argparse.ArgumentParser()
    flags.add_argument("--spec", required=True)
    flags.add_argument("--project-dir", type=Path, required=True)
    flags.add_argument("--max-iterations", type=int, required=True)
    flags.add_argument("--model")
    flags.add_argument("--auto-continue", action="store_true", required=True)
    flags.add_argument("--direct", action="store_true", required=True)
    flags.add_argument("--skip-qa", action="store_true")
    args = flags.parse_args()
    note("build")
    sign_in()
    project = args.project_dir
    folder = project / ".auto-claude" / "specs" / args.spec
    if not json.loads((folder / "review_state.json").read_text())["approved"]:
        print("BUILD BLOCKED - REVIEW REQUIRED")
        sys.exit(1)
    (project / ".claude_settings.json").write_text("{}")
    (project / ".auto-claude-security.json").write_text("{}")
    (project / ".auto-claude-status").write_text('{"state": "building"}')
    write_plan(folder, ["pending", "pending"])
    phase("planning", "Creating implementation plan")
    if BEHAVIOUR in ("bad-token", "rate-limited", "limit-of-the-plan"):
        refused(args.max_iterations)
        return
    if BEHAVIOUR == "recovers":
        error("API Error: 429 rate_limit_error")
    phase("coding", "Starting implementation", progress=10, subtask="1-1")
    log("TOOL_START", name="Write", input=str(project / "greeting.txt"), phase="coding")
    (project / "greeting.txt").write_text("hello\n")
    log("TEXT", content="I write", phase="coding", type="text", subtask_id="1-1")
    write_plan(folder, ["completed", "pending"])
    if BEHAVIOUR == "hang":
        hang()
    if BEHAVIOUR == "crash":
        print("\nFatal error: the disk is on fire")
        sys.exit(1)
    said("coder", "msg_2", SONNET, [2000, 200, 0, 0], 2)
    # Continued in another session, which repeats it, and with a sub-agent.
    said("coder-again", "msg_2", SONNET, [2000, 200, 0, 0], 2)
    said("coder/subagents/agent-1", "msg_3", "gpt-of-nobody" if BEHAVIOUR == "unknown-model" else HAIKU, [500, 50, 0, 0], 3)
    if BEHAVIOUR in ("max-iterations", "recovers"):
        print("Error: the test of the authentication fails with a 401, says the agent")
        print(f"\nReached max iterations ({args.max_iterations})")
        return
    log("TEXT", content="I go on", phase="coding", type="text", subtask_id="1-2")
    write_plan(folder, ["completed", "completed"])
    commit(project, "greet", "greeting.txt")
    log("PHASE_END", phase="coding", success=True)
    if args.skip_qa:
        return
    phase("qa_review", "Running QA review iteration 1")
    if BEHAVIOUR == "qa-rejected":
        issues = [{"title": "nobody is greeted", "type": "critical"}, {"title": "no test", "type": "minor"}]
        write_plan(folder, ["completed", "completed"], {"status": "rejected", "qa_session": 3, "issues_found": issues})
        print("  QA VALIDATION INCOMPLETE")
        return
    if BEHAVIOUR == "qa-silent":
        return
    write_plan(folder, ["completed", "completed"], {"status": "approved", "qa_session": 1, "issues_found": []})
    (folder / "qa_report.md").write_text("well done")
    phase("complete", "QA validation passed")


def refused(iterations):
    text = {
        "bad-token": "status 401: authentication_error",
        "rate-limited": "API Error: 429 rate_limit_error",
        "limit-of-the-plan": "",
    }[BEHAVIOUR]
    for _ in range(iterations):
        if text:
            error(text)
        else:
            content = {"content": [{"type": "text", "text": "Claude AI usage limit reached|1700000000"}]}
            said("coder", "x", "<synthetic>", [0, 0, 0, 0], 9, isApiErrorMessage=True, error="rate_limit", message=content)
    print(f"\nReached max iterations ({iterations})")


spec() if Path(sys.argv[0]).name == "spec_runner.py" else run()
