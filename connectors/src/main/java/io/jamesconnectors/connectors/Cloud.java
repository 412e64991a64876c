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
package io.jamesconnectors.connectors;

/**
 * The clouds of Microsoft, which differ in where a login is asked for and for what (Microsoft: "National clouds"; "Authenticate an IMAP, POP or SMTP
 * connection using OAuth").
 */
public enum Cloud {
    /** Everybody else's. */
    WORLDWIDE("worldwide", "login.microsoftonline.com", "outlook.office365.com"),
    /** Office 365 GCC High. */
    US_GOV_GCC_HIGH("usGovGccHigh", "login.microsoftonline.us", "outlook.office365.us"),
    /** Office 365 DoD. */
    US_GOV_DOD("usGovDoD", "login.microsoftonline.us", "webmail.apps.mil"),
    /** Office 365 operated by 21Vianet. */
    CHINA("china", "login.chinacloudapi.cn", "partner.outlook.cn");

    private final String word;
    private final String loginHost;
    private final String resourceHost;

    Cloud(String word, String loginHost, String resourceHost) {
        this.word = word;
        this.loginHost = loginHost;
        this.resourceHost = resourceHost;
    }

    /** As the file spells it. */
    public String word() {
        return word;
    }

    /** Where tokens are asked for. */
    public String loginHost() {
        return loginHost;
    }

    /** Whose scope a token is asked for. */
    public String resourceHost() {
        return resourceHost;
    }
}
