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

import java.util.List;

import org.apache.james.webadmin.PublicRoutes;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;

import com.google.inject.Inject;

import spark.Service;

/**
 * The page of the web administration. In {@code webadmin.properties}: {@code extensions.routes=io.jamesconnectors.server.PageRoutes}, after the others.
 * It is an empty shell that everybody may read: what it shows, its script asks for below {@code /connectors}, with the token of whoever has signed in.
 */
public final class PageRoutes implements PublicRoutes {
    private static final String PATH = "/connectors-page";
    private static final String SIGN_IN = "data-signin=\"required\"";

    private final List<PageFile> files;

    /** @param authentication says whether to ask for a token at all: a James without authentication wants none */
    @Inject
    public PageRoutes(AuthenticationFilter authentication) {
        PageFile page = PageFile.read(PATH, "page.html", "text/html");
        this.files = List.of(
            authentication instanceof NoAuthenticationFilter ? page.with(SIGN_IN, "data-signin=\"none\"") : page,
            PageFile.read(PATH + "/page.css", "page.css", "text/css"),
            PageFile.read(PATH + "/page.js", "page.js", "text/javascript"),
            PageFile.read(PATH + "/icon.svg", "icon.svg", "image/svg+xml"));
    }

    @Override
    public String getBasePath() {
        return PATH;
    }

    @Override
    public void define(Service service) {
        files.forEach(file -> service.get(file.path(), file::answer));
    }
}
