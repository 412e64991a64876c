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
package io.jamesconnectors.gateway;

import java.nio.file.Path;

import org.apache.james.filesystem.api.JamesDirectoriesProvider;

/** Where {@code file://conf/} and {@code file://var/} lead. Every other relative path of James ends up under {@code var} too. */
record GatewayDirectories(Path conf, Path var) implements JamesDirectoriesProvider {
    @Override
    public String getAbsoluteDirectory() {
        return "/";
    }

    @Override
    public String getConfDirectory() {
        return conf + "/";
    }

    @Override
    public String getVarDirectory() {
        return var + "/";
    }

    @Override
    public String getRootDirectory() {
        return var.toString();
    }
}
