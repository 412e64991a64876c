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
package io.jamesconnectors.it.inbound;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A certificate that says one thing on the wire and is another: what goes over the wire are these bytes. */
final class DamagedCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;

    private final transient X509Certificate sound;
    private final byte[] wire;

    DamagedCertificate(X509Certificate sound, byte[] wire) {
        this.sound = sound;
        this.wire = wire;
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        return wire.clone();
    }

    @Override
    public PublicKey getPublicKey() {
        return sound.getPublicKey();
    }

    @Override
    public void checkValidity() {
    }

    @Override
    public void checkValidity(Date date) {
    }

    @Override
    public int getVersion() {
        return sound.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return sound.getSerialNumber();
    }

    @Override
    public Principal getIssuerDN() {
        return sound.getIssuerX500Principal();
    }

    @Override
    public Principal getSubjectDN() {
        return sound.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return sound.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return sound.getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return sound.getTBSCertificate();
    }

    @Override
    public byte[] getSignature() {
        return sound.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return sound.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return sound.getSigAlgOID();
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return sound.getSigAlgParams();
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return sound.getIssuerUniqueID();
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return sound.getSubjectUniqueID();
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return sound.getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return sound.getBasicConstraints();
    }

    @Override
    public void verify(PublicKey key) {
    }

    @Override
    public void verify(PublicKey key, String provider) {
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return sound.getCriticalExtensionOIDs();
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return sound.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return sound.getExtensionValue(oid);
    }

    @Override
    public String toString() {
        return "damaged " + sound.getSubjectX500Principal();
    }
}
