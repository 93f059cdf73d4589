/**
 * Models behind an HTTP interface: the hosted ones and any server that speaks the OpenAI protocol.
 *
 * <p>LangChain4j speaks each provider's protocol; a {@code Provider} is what differs between them. {@code Wire} carries the
 * bytes, hides the key from whatever comes back, and says whether a failed call may succeed later; {@code Retried} then
 * calls again.
 */
@NullMarked
package dev.emend.models.remote;

import org.jspecify.annotations.NullMarked;
