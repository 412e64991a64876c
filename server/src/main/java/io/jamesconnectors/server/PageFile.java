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
package io.jamesconnectors.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import org.eclipse.jetty.http.HttpStatus;

import spark.Request;
import spark.Response;

/**
 * A file of the page, read once, with what tells a browser to run no script but ours, to load nothing from elsewhere, to show it in nobody's frame, and to
 * keep it as long as it has not changed.
 *
 * @param path where web administration serves it
 * @param type its media type; it is text in UTF-8
 * @param tag its entity tag (RFC 9110), quotes included
 */
record PageFile(String path, String type, String text, String tag) {
    private static final Map<String, String> HEADERS = Map.of(
        "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        "X-Content-Type-Options", "nosniff",
        "X-Frame-Options", "DENY",
        "Referrer-Policy", "no-referrer",
        "Cross-Origin-Opener-Policy", "same-origin",
        "Cross-Origin-Resource-Policy", "same-origin",
        "Cache-Control", "no-cache");

    /** Reads a file that lies in the same JAR as this class, in {@code page}. */
    static PageFile read(String path, String name, String type) {
        try (InputStream file = PageFile.class.getResourceAsStream("page/" + name)) {
            if (file == null) {
                throw new IllegalStateException("file of the page: " + name + " is not there (expected: in the JAR of this class)");
            }
            return of(path, type, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same file with one text in place of another, which must be there. */
    PageFile with(String what, String with) {
        if (!text.contains(what)) {
            throw new IllegalStateException("page: '" + what + "' is not in it (expected: once)");
        }
        return of(path, type, text.replace(what, with));
    }

    /** 200 with the file, or 304 to who has it already. */
    String answer(Request request, Response response) {
        HEADERS.forEach(response::header);
        response.header("ETag", tag);
        response.type(type + "; charset=utf-8");
        String known = request.headers("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.status(HttpStatus.NOT_MODIFIED_304);
            return "";
        }
        return text;
    }

    private static PageFile of(String path, String type, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new PageFile(path, type, text, "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
