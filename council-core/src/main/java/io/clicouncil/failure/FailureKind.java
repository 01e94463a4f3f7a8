package io.clicouncil.failure;

/**
 * Why an attempt, or the agent that made it, did not succeed. A kind knows whether another attempt may help and which
 * status the agent ends with.
 *
 * @since 0.1
 */
public enum FailureKind {
    /** The agent's executable is not on this machine. */
    NOT_INSTALLED(ExecutionStatus.BLOCKED, Remedy.PERSON, true),
    /** The agent is not signed in, or its key was refused. */
    AUTH(ExecutionStatus.BLOCKED, Remedy.PERSON, true),
    /** The account has no credit or no allowance left. */
    QUOTA(ExecutionStatus.BLOCKED, Remedy.PERSON, true),
    /** The provider asks to come back later. */
    RATE_LIMITED(ExecutionStatus.FAILURE, Remedy.TIME, true),
    /** The provider is out of capacity. */
    OVERLOADED(ExecutionStatus.FAILURE, Remedy.TIME, true),
    /** The provider could not be reached, or the connection broke. */
    NETWORK(ExecutionStatus.FAILURE, Remedy.TIME, true),
    /** The agent ended abnormally. Retried only where the failure is known to be transient. */
    CRASHED(ExecutionStatus.FAILURE, Remedy.NONE, false),
    /** The attempt passed its time limit. Retried with twice the time. */
    TIMED_OUT(ExecutionStatus.TIMEOUT, Remedy.TIME, false),
    /** The agent printed nothing for too long. */
    STALLED(ExecutionStatus.TIMEOUT, Remedy.TIME, false),
    /** The agent's answer was cut off or could not be read. */
    BAD_OUTPUT(ExecutionStatus.FAILURE, Remedy.NONE, false),
    /** The agent refused the task, or was refused what it needed. */
    REFUSED(ExecutionStatus.BLOCKED, Remedy.PERSON, false),
    /** The agent ended well and changed nothing. */
    NO_CHANGE(ExecutionStatus.FAILURE, Remedy.NONE, false),
    /** The change breaks a policy of the run. */
    POLICY(ExecutionStatus.BLOCKED, Remedy.NONE, false),
    /** There is no money left for it. */
    BUDGET(ExecutionStatus.BLOCKED, Remedy.NONE, false),
    /** It was stopped: by the user, by the run's deadline, or because it could no longer win. */
    CANCELLED(ExecutionStatus.CANCELLED, Remedy.NONE, false);

    private final ExecutionStatus status;
    private final Remedy remedy;
    private final boolean free;

    FailureKind(ExecutionStatus status, Remedy remedy, boolean free) {
        this.status = status;
        this.remedy = remedy;
        this.free = free;
    }

    /** The status of an agent that ends with this kind. */
    public ExecutionStatus status() {
        return status;
    }

    /** What mends it, as far as the kind alone tells; {@link Failure#remedy()} knows more. */
    public Remedy remedy() {
        return remedy;
    }

    /**
     * Whether an attempt that ended so, with no usage seen and no price, cost nothing: providers do not bill what they
     * refuse. Any other attempt without a price makes the total unknown.
     */
    public boolean freeWithoutUsage() {
        return free;
    }
}
