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
package io.jamesconnectors.server.web;

import java.util.List;
import java.util.OptionalLong;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.ConnectorDesk.Handled;

import spark.HaltException;
import spark.Request;
import spark.Response;
import spark.Service;

/** The mail that waits for an outbound connector: shown, tried at once, returned. */
public final class QueuePart implements WebPart {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueuePart.class);
    private static final String QUEUE = ConnectorIndex.NAMED + "/queue";
    /** So far behind no queue is looked into: it is read from its front each time. */
    private static final int DEEPEST = 10_000;

    private final ConnectorIndex index;
    private final ConnectorDesk queues;
    private final JsonTransformer json;

    @Inject
    public QueuePart(LiveConnectors connectors, ConnectorDesk queues, JsonTransformer json) {
        this.index = new ConnectorIndex(() -> connectors.current().connectors());
        this.queues = queues;
        this.json = json;
    }

    @Override
    public void define(Service service) {
        service.get(QUEUE, this::list, json);
        service.post(QUEUE + "/retry", this::retryAll, json);
        service.post(QUEUE + "/:id/retry", (request, response) -> one(request, "retry", queues::retry), json);
        service.post(QUEUE + "/:id/return", (request, response) -> one(request, "return", queues::giveBack), json);
    }

    private interface Deed {
        Handled on(ConnectorName connector, String id) throws MailQueueException;
    }

    private PageJson<WaitingJson> list(Request request, Response response) {
        Paging paging = Paging.of(request);
        if (paging.offset() > DEEPEST) {
            throw WebError.badRequest("offset: " + paging.offset() + " (expected: 0 to " + DEEPEST + ")");
        }
        OutboundConnector connector = index.outbound(request);
        try {
            List<WaitingJson> items = queues.waiting(connector.name(), paging.offset(), paging.limit()).stream().map(mail -> WaitingJson.of(mail, connector)).toList();
            OptionalLong waiting = queues.backlog(connector.name()).waiting();
            return new PageJson<>(Math.max(waiting.orElse(0), items.isEmpty() ? 0 : paging.offset() + items.size()), paging.offset(), items);
        } catch (MailQueueException e) {
            throw failed(connector, "list", e);
        }
    }

    private DoneJson retryAll(Request request, Response response) {
        OutboundConnector connector = index.outbound(request);
        expectEnabled(connector);
        try {
            long done = queues.retryAll(connector.name());
            LOGGER.info("connector=\"{}\" queue=retry mails={}", connector.name(), done);
            return new DoneJson(done);
        } catch (MailQueueException e) {
            throw failed(connector, "retry", e);
        }
    }

    private DoneJson one(Request request, String what, Deed deed) {
        OutboundConnector connector = index.outbound(request);
        String id = request.params(":id");
        if (what.equals("retry")) {
            expectEnabled(connector);
        }
        Handled handled;
        try {
            handled = deed.on(connector.name(), id);
        } catch (MailQueueException e) {
            throw failed(connector, what, e);
        }
        return switch (handled) {
            case DONE -> {
                LOGGER.info("connector=\"{}\" queue={} mail={}", connector.name(), what, id);
                yield new DoneJson(1);
            }
            case MISSING -> throw WebError.notFound("no mail " + Shown.of(id) + " waits for " + Shown.of(connector.name().asString()));
            case BUSY -> throw WebError.conflict("the mail " + Shown.of(id) + " is being worked on (expected: one that waits)");
        };
    }

    private static void expectEnabled(OutboundConnector connector) {
        if (!connector.enabled()) {
            throw WebError.conflict(Shown.of(connector.name().asString()) + " is switched off, so its mail waits (expected: a connector that is switched on)");
        }
    }

    private static HaltException failed(OutboundConnector connector, String what, MailQueueException e) {
        LOGGER.warn("connector=\"{}\" queue={} failed", connector.name(), what, e);
        return ErrorResponder.builder().statusCode(HttpStatus.INTERNAL_SERVER_ERROR_500).type(ErrorType.SERVER_ERROR)
            .message("the queue did not answer as it should; the log says why").haltError();
    }
}
