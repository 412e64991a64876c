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
package io.jamesconnectors.testing.office365;

/**
 * An error of the token endpoint.
 * Source: Microsoft, "Microsoft Entra authentication and authorization error codes"; the HTTP status and the word in {@code error} follow RFC 6749 §5.2.
 *
 * @param code the number behind {@code AADSTS}
 * @param status the HTTP status
 * @param error the word in {@code error}
 * @param text what it says; never a secret
 */
public record AadError(int code, int status, String error, String text) {

    /** The secret is not one of this app. */
    public static AadError invalidSecret(String clientId) {
        return new AadError(7_000_215, 401, "invalid_client", "Invalid client secret provided. "
            + "Ensure the secret being sent in the request is the client secret value, not the client secret ID, "
            + "for a secret added to app '" + clientId + "'.");
    }

    /** The secret was right once. */
    public static AadError expiredSecret(String clientId) {
        return new AadError(7_000_222, 401, "invalid_client", "The provided client secret keys for app '" + clientId + "' are expired.");
    }

    /** There is no such app in the tenant. */
    public static AadError unknownApp(String clientId, String tenant) {
        return new AadError(700_016, 400, "unauthorized_client",
            "Application with identifier '" + clientId + "' was not found in the directory '" + tenant + "'.");
    }

    /** There is no such tenant. */
    public static AadError unknownTenant(String tenant) {
        return new AadError(90_002, 400, "invalid_request", "Tenant '" + tenant + "' not found. Check to make sure you have the correct tenant ID.");
    }

    /** The client assertion is signed by nobody that the app knows. */
    public static AadError badAssertion(String reason) {
        return new AadError(700_027, 401, "invalid_client", "Client assertion failed signature validation. " + reason);
    }

    /** The client assertion is not good at this time. */
    public static AadError assertionOutOfTime() {
        return new AadError(700_024, 401, "invalid_client", "Client assertion is not within its valid time range.");
    }

    /** The client assertion is for someone else. */
    public static AadError assertionForAnother(String audience) {
        return new AadError(700_023, 401, "invalid_client", "Client assertion audience claim does not match Realm issuer: '" + audience + "'.");
    }

    /** The client assertion is of someone else. */
    public static AadError assertionOfAnother() {
        return new AadError(700_021, 401, "invalid_client", "Client assertion application identifier doesn't match 'client_id' parameter.");
    }

    /** The client assertion is no JWT, or lacks a claim. */
    public static AadError malformedAssertion(String reason) {
        return new AadError(50_027, 400, "invalid_request", "JWT token is invalid or malformed. " + reason);
    }

    /** The refresh token has expired. */
    public static AadError expiredRefreshToken() {
        return new AadError(700_082, 400, "invalid_grant", "The refresh token has expired due to inactivity.");
    }

    /** The refresh token has been revoked or was never one. */
    public static AadError badRefreshToken() {
        return new AadError(70_000, 400, "invalid_grant", "The provided value for the 'refresh_token' parameter is not valid.");
    }

    /** The grant has expired. */
    public static AadError expiredGrant() {
        return new AadError(70_008, 400, "invalid_grant", "The provided authorization code or refresh token has expired due to inactivity.");
    }

    /** User name or password is wrong. */
    public static AadError invalidPassword() {
        return new AadError(50_126, 400, "invalid_grant", "Error validating credentials due to invalid username or password.");
    }

    /** The scope is none that this flow can have. */
    public static AadError badScope(String scope) {
        return new AadError(1_002_012, 400, "invalid_scope", "The provided value for scope " + scope
            + " is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).");
    }

    /** The scope names a resource that the tenant does not have. */
    public static AadError unknownResource(String scope) {
        return new AadError(500_011, 400, "invalid_resource", "The resource principal of " + scope + " was not found in the tenant.");
    }

    /** A parameter lacks. */
    public static AadError missing(String parameter) {
        return new AadError(900_144, 400, "invalid_request", "The request body must contain the following parameter: '" + parameter + "'.");
    }

    /** The grant is none that is known. */
    public static AadError unknownGrant(String grant) {
        return new AadError(70_003, 400, "unsupported_grant_type", "The app requested an unsupported grant type '" + grant + "'.");
    }

    /** The request cannot be read. */
    public static AadError malformed() {
        return new AadError(9_002_313, 400, "invalid_request", "Invalid request. Request is malformed or invalid.");
    }
}
