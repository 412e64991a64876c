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
package io.jamesconnectors.connectors.file;

import java.util.Set;

import com.google.common.net.InternetDomainName;

import io.jamesconnectors.connectors.DomainName;

/** Domains right below which everyone can have a name. */
final class SharedDomains {
    /** Where Microsoft gives each of its customers a name, in its clouds; the list of publicsuffix.org does not have them. */
    private static final Set<String> TENANTS = Set.of("onmicrosoft.com", "mail.onmicrosoft.com", "onmicrosoft.us", "mail.onmicrosoft.us", "onmicrosoft.de",
        "onmschina.cn", "partner.onmschina.cn", "mail.partner.onmschina.cn");

    /** Where strangers have mailboxes. */
    private static final Set<String> PROVIDERS = Set.of("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "passport.com", "yahoo.com", "ymail.com",
        "icloud.com", "me.com", "mac.com", "aol.com", "gmx.net", "gmx.de", "gmx.com", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.ru", "yandex.ru",
        "yandex.com", "proton.me", "protonmail.com", "pm.me", "zoho.com", "mail.com", "fastmail.com", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "orange.fr",
        "wanadoo.fr", "free.fr", "laposte.net", "libero.it", "comcast.net", "verizon.net", "att.net", "btinternet.com", "protection.outlook.com");

    private SharedDomains() {
    }

    /** Whether strangers send mail from {@code domain} itself: a provider of mailboxes for everyone, or a domain below which everyone registers. */
    static boolean haveStrangersIn(DomainName domain) {
        return PROVIDERS.contains(domain.asString()) || hold(domain);
    }

    /** Whether {@code domain} is one: {@code com}, {@code co.uk}, {@code github.io} (publicsuffix.org), {@code onmicrosoft.com}. */
    static boolean hold(DomainName domain) {
        String name = domain.asString();
        return TENANTS.contains(name) || InternetDomainName.isValid(name) && InternetDomainName.from(name).isPublicSuffix();
    }
}
