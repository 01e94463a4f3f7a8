package io.clicouncil.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

/**
 * Hands a stream on; when the subscriber cancels, the stream is not cut off but asked to end, and then drained to its
 * end with nobody listening. So what the stream holds is given back in good order.
 */
final class DrainedOnCancel<T> extends FluxOperator<T, T> {
    private final Runnable askToEnd;

    DrainedOnCancel(Flux<T> source, Runnable askToEnd) {
        super(source);
        this.askToEnd = askToEnd;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Drain<>(actual, askToEnd));
    }

    private static final class Drain<T> implements CoreSubscriber<T>, Subscription {
        private final CoreSubscriber<? super T> actual;
        private final Runnable askToEnd;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private volatile Subscription upstream = NEVER;

        private static final Subscription NEVER = new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        private Drain(CoreSubscriber<? super T> actual, Runnable askToEnd) {
            this.actual = actual;
            this.askToEnd = askToEnd;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(T value) {
            if (!cancelled.get()) {
                actual.onNext(value);
            }
        }

        @Override
        public void onError(Throwable error) {
            if (!cancelled.get()) {
                actual.onError(error);
            }
        }

        @Override
        public void onComplete() {
            if (!cancelled.get()) {
                actual.onComplete();
            }
        }

        @Override
        public void request(long n) {
            upstream.request(n);
        }

        @Override
        public void cancel() {
            if (cancelled.compareAndSet(false, true)) {
                askToEnd.run();
                upstream.request(Long.MAX_VALUE);
            }
        }
    }
}
