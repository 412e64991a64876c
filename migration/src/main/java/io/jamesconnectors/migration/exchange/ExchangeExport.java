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
package io.jamesconnectors.migration.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.Report;

/**
 * Makes the PowerShell that sets up the Microsoft side to match ours: where we take mail from the tenant it gets an outbound connector to this server, where we
 * send to it an
 * inbound one; connectors of partners are the same there. It can be run again: what is there is set, what is not is created. What Microsoft can't say is a
 * comment with the
 * reason, and never something weaker.
 */
public final class ExchangeExport {
    private static final String FILE = "connectors.ps1";
    private static final String TENANTS = ".onmicrosoft.com";
    private static final String HEAD = """
        # Sets up Exchange Online to match connectors.xml. Connect-ExchangeOnline first; the script can be run again.
        param(
            # The names under which the tenant reaches this server from the internet, such as mail.contoso.com.
            [Parameter(Mandatory = $true)] [string[]] $SmartHosts,
            # A name in the certificate of this server's listener.
            [string] $TlsDomain = $SmartHosts[0],
            # A name in the client certificate that this server shows, where connectors.xml does not tell it.
            [string] $CertificateName = $SmartHosts[0]
        )
        $ErrorActionPreference = 'Stop'

        function Set-OurAcceptedDomain([string] $Domain, [hashtable] $Settings) {
            if (Get-AcceptedDomain | Where-Object { $_.DomainName -eq $Domain }) {
                Set-AcceptedDomain -Identity $Domain @Settings
            } elseif (Get-Command New-AcceptedDomain -ErrorAction SilentlyContinue) {
                New-AcceptedDomain -Name $Domain -DomainName $Domain -DomainType $Settings.DomainType
                Set-AcceptedDomain -Identity $Domain @Settings
            } else {
                Write-Warning "Add the domain $Domain in the Microsoft 365 admin center, and run the script again."
            }
        }
        function Set-OurInboundConnector([string] $Name, [hashtable] $Settings) {
            $there = Get-InboundConnector | Where-Object { $_.Name -eq $Name }
            if ($there) { Set-InboundConnector -Identity $there.Identity @Settings } else { New-InboundConnector -Name $Name @Settings }
        }
        function Set-OurOutboundConnector([string] $Name, [hashtable] $Settings) {
            $there = Get-OutboundConnector -IncludeTestModeConnectors $true | Where-Object { $_.Name -eq $Name }
            if ($there) { Set-OutboundConnector -Identity $there.Identity @Settings } else { New-OutboundConnector -Name $Name @Settings }
        }
        """;

    private final StringBuilder script = new StringBuilder(HEAD);
    private final Report report = new Report();

    private ExchangeExport() {
    }

    /**
     * The script, as the one file {@value #FILE}.
     *
     * @param certificateName a name in a client certificate; empty where it can't be told, and the script asks for it
     */
    public static Exported of(Connectors connectors, Function<ClientCertificate, Optional<String>> certificateName) {
        return new ExchangeExport().all(connectors, certificateName);
    }

    private Exported all(Connectors connectors, Function<ClientCertificate, Optional<String>> certificateName) {
        for (AcceptedDomain domain : connectors.acceptedDomains()) {
            domain(domain);
        }
        List<String> domains = connectors.acceptedDomains().stream().filter(domain -> !domain.name().asString().endsWith(TENANTS))
            .map(domain -> domain.pattern().asString()).toList();
        boolean told = false;
        for (InboundConnector connector : connectors.inbound()) {
            Report.Of about = report.of(FILE, "inbound \"" + connector.name().asString() + "\"");
            switch (connector.type()) {
                case ORGANIZATION -> nothing(about, "between this server and own devices and servers: the tenant has no part in it");
                case PARTNER -> write(Partners.inbound(connector, about), about);
                case OFFICE365 -> {
                    if (told || domains.isEmpty()) {
                        nothing(about, told ? "the connector before it leads the tenant here already"
                            : "there are no accepted domains that the tenant could send here");
                    } else {
                        told = true;
                        write(Tenant.sendsHere(connector, domains, about), about);
                    }
                }
            }
        }
        for (OutboundConnector connector : connectors.outbound()) {
            Report.Of about = report.of(FILE, "outbound \"" + connector.name().asString() + "\"");
            switch (connector.type()) {
                case ORGANIZATION -> nothing(about, "between this server and own servers: the tenant has no part in it");
                case PARTNER -> write(Partners.outbound(connector, about), about);
                case OFFICE365 -> write(Tenant.takesFromHere(connector, about, certificateName), about);
            }
        }
        return new Exported(Map.of(FILE, script.toString()), report.lines());
    }

    private void domain(AcceptedDomain domain) {
        Report.Of about = report.of(FILE, "accepted domain " + domain.name());
        if (domain.name().asString().endsWith(TENANTS)) {
            about.nothing("name", "the tenant's own");
            return;
        }
        about.carried("name", "DomainName");
        about.changed("type", "InternalRelay: some or all of its recipients live here");
        script.append("\nSet-OurAcceptedDomain ").append(PowerShell.text(domain.name().asString()))
            .append(" @{\n    DomainType = 'InternalRelay'\n    MatchSubDomains = ")
            .append(PowerShell.flag(domain.matchSubDomains())).append("\n}\n");
    }

    private void nothing(Report.Of about, String why) {
        about.nothing("connector", why);
        script.append('\n').append(PowerShell.comment(about.object() + ": " + why)).append('\n');
    }

    private void write(Cmdlets cmdlets, Report.Of about) {
        script.append('\n');
        cmdlets.reasons().forEach(reason -> script.append(PowerShell.comment((cmdlets.isWritten() ? "Exchange Online can't say this of "
            : "Exchange Online would not accept ")
            + about.object() + ": " + reason)).append('\n'));
        if (cmdlets.isWritten()) {
            script.append(cmdlets.function()).append(' ').append(PowerShell.text(cmdlets.name())).append(" @{\n");
            cmdlets.settings().forEach((parameter, value) -> script.append("    ").append(parameter).append(" = ").append(value).append('\n'));
            script.append("}\n");
            about.carried("connector", cmdlets.function());
        } else {
            about.dropped("connector", "left out whole, since less would be weaker or would lead mail astray");
        }
    }
}
