/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.jamesconnectors.bench.relay;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of one batch.
 *
 * @param sent messages that should arrive
 * @param arrived different ones that did
 * @param seconds from the first message sent to the last one arrived
 * @param acceptSeconds from the first message sent to the last one accepted by the relay
 * @param processor processor time meanwhile
 * @param handshakes TLS handshakes with the sink
 * @param connections connections to the sink
 * @param peakHeap the fullest heap that a garbage collection found, in MB; empty when there was none, or when it is no JVM
 * @param peakMemory the proportional set size of the relay's processes, in MB
 * @param duplicates messages that came once more
 * @param failure why it is not complete
 */
record Measurement(int sent, int arrived, double seconds, double acceptSeconds, ProcessorUse processor, long handshakes, long connections,
        OptionalLong peakHeap, long peakMemory, long duplicates, Optional<String> failure) {

    double perSecond() {
        return sent / seconds;
    }

    double acceptedPerSecond() {
        return sent / acceptSeconds;
    }

    /** Seconds of the relay's processor time for 1,000 messages. */
    double processorPerThousand() {
        return processor.relay() * 1000 / sent;
    }

    /** Seconds of this process's processor time for 1,000 messages. */
    double benchPerThousand() {
        return processor.bench() * 1000 / sent;
    }

    double handshakesPerMessage() {
        return (double) handshakes / sent;
    }

    double connectionsPerMessage() {
        return (double) connections / sent;
    }

    /** How much of the machine's processors others used, in percent. */
    double othersPercent(int processors) {
        return processor.others() * 100 / (seconds * processors);
    }
}
